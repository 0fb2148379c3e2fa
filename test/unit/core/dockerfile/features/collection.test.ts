import assert from 'node:assert/strict';
import { type DockerfileDocument, parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { type FormatOptions, format } from '../../../../../src/core/dockerfile/features/format.js';
import { findOccurrences, prepareRename, rename } from '../../../../../src/core/dockerfile/features/navigation.js';
import { languageService } from '../../../../../src/core/dockerfile/languageService.js';
import { comparePositions, containsPosition, type Position } from '../../../../../src/core/dockerfile/range.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';
import { collectedFiles } from '../../../../support/collection.js';
import { meaningOf } from '../../../../support/dockerfileMeaning.js';

const files = collectedFiles();
/** Milliseconds; a folder of one's own may hold thousands. */
const timeout = files.length * 100;

/** The same file as other editors and systems save it. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'windows line breaks': (text) => text.replaceAll('\n', '\r\n'),
  'byte order mark': (text) => `\uFEFF${text}`,
  'no line break at the end': (text) => text.trimEnd(),
};

function formatted(text: string, options: FormatOptions): string {
  const document = parseDockerfile(text);
  return applyEdits(document.lines, format(document, options));
}

/** Every place of a short text; those of a long one where a word begins or ends. */
function* positions(text: string): Iterable<Position> {
  const isShort = text.length < 400;
  for (const [line, content] of text.split(/\r?\n/).entries()) {
    for (let character = 0; character <= content.length; character++) {
      if (isShort || isEdge(content, character)) yield { line, character };
    }
  }
}

function isEdge(line: string, character: number): boolean {
  return /\w/.test(line.charAt(character - 1)) !== /\w/.test(line.charAt(character));
}

/** All that is told about a place. */
function answers(document: DockerfileDocument, position: Position): string {
  const { complete, hover, findDefinition, findOccurrences: occurrences, signatureHelp } = languageService;
  const all = [complete, hover, findDefinition, occurrences, signatureHelp].map((ask) => ask(document, position));
  return JSON.stringify(all).replaceAll('\\r', '');
}

describe('a collection of Dockerfiles', function () {
  this.timeout(timeout);

  it('gets the same answers with windows line breaks, and with a byte order mark for a blank', () => {
    for (const { title, text } of files) {
      const [plain, windows, marked, blank] = [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, ` ${text}`].map(
        parseDockerfile,
      );
      assert.ok(plain && windows && marked && blank);
      for (const position of positions(text)) {
        if ((position.line + position.character) % 5 !== 0) continue;
        assert.equal(answers(windows, position), answers(plain, position), title);
        assert.equal(answers(marked, position), answers(blank, position), title);
      }
    }
  });
});

for (const [form, change] of Object.entries(forms)) {
  describe(`a collection of Dockerfiles, ${form}`, function () {
    this.timeout(timeout);

    it('keeps its meaning when it is formatted, and twice is once', () => {
      for (const { title, text } of files) {
        for (const keywordCase of ['keep', 'upper', 'lower'] as const) {
          for (const indent of ['    ', '\t']) {
            const before = change(text);
            const once = formatted(before, { indent, keywordCase });
            assert.deepEqual(meaningOf(once, keywordCase), meaningOf(before, keywordCase), title);
            assert.equal(formatted(once, { indent, keywordCase }), once, title);
          }
        }
      }
    });

    it('has the same occurrences of a name from each of them', () => {
      for (const { title, text } of files) {
        const document = parseDockerfile(change(text));
        const startsFrom = (position: Position) => findOccurrences(document, position).map(({ range }) => range.start);
        const compared = new Set<string>();
        for (const position of positions(change(text))) {
          const starts = startsFrom(position);
          if (compared.has(JSON.stringify(starts))) continue;
          compared.add(JSON.stringify(starts));
          for (const start of starts) assert.deepEqual(startsFrom(start), starts, title);
        }
      }
    });

    it('keeps its meaning when a name is changed and changed back', () => {
      for (const { title, text } of files) {
        const before = change(text);
        const document = parseDockerfile(before);
        for (const position of positions(before)) {
          const symbol = prepareRename(document, position);
          const [first] = findOccurrences(document, position);
          if (!symbol || !first || comparePositions(first.range.start, position) !== 0) continue;
          const changed = applyEdits(document.lines, rename(document, position, 'Zz9'));
          const once = parseDockerfile(changed);
          const shape = (read: typeof document) =>
            read.instructions.map(({ keyword, args, flags, heredocs }) => [
              keyword,
              args.length,
              flags.length,
              heredocs.length,
            ]);
          assert.deepEqual(shape(once), shape(document), title);
          assert.deepEqual(
            once.stages.map(({ parent }) => parent?.index),
            document.stages.map(({ parent }) => parent?.index),
            title,
          );
          const original = symbol.kind === 'stage' ? (symbol.stage.name?.value ?? '') : symbol.name;
          const back = applyEdits(once.lines, rename(once, position, original));
          assert.equal(
            back.toLowerCase().replace(/\\\r?\n/g, ''),
            before.toLowerCase().replace(/\\\r?\n/g, ''),
            `${title}: ${symbol.name}`,
          );
        }
      }
    });

    it('answers at every place, about that place', () => {
      for (const { title, text } of files) {
        const { document } = languageService.read(change(text));
        for (const position of positions(change(text))) {
          for (const { range } of languageService.complete(document, position)) {
            assert.ok(containsPosition(range, position) && range.start.line === range.end.line, title);
            assert.ok(
              range.start.character >= 0 && range.end.character <= document.lines.textOf(position.line).length,
              title,
            );
          }
          const hover = languageService.hover(document, position);
          assert.ok(!hover || containsPosition(hover.range, position), title);
          languageService.signatureHelp(document, position);
          languageService.findDefinition(document, position);
          for (const range of languageService.selectionRanges(document, position))
            assert.ok(containsPosition(range, position), title);
        }
      }
    });
  });
}
