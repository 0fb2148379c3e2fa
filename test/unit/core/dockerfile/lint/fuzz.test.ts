import assert from 'node:assert/strict';
import { type DockerfileDocument, parseAgain, parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import { Lines } from '../../../../../src/core/dockerfile/lines.js';
import { applyEdits } from '../../../../../src/core/dockerfile/lint/edits.js';
import { fixAll } from '../../../../../src/core/dockerfile/lint/fixAll.js';
import { type LintRequest, lint } from '../../../../../src/core/dockerfile/lint/lint.js';
import type { Position } from '../../../../../src/core/dockerfile/range.js';
import { collectedFiles } from '../../../../support/collection.js';
import { randomNumbers } from '../../../../support/randomNumbers.js';

/** Milliseconds of mutation; LONGSHORE_FUZZ_MS gives more. */
const budget = Number(process.env['LONGSHORE_FUZZ_MS'] ?? 4000);
const pieces =
  '\\\n|\\\r\n|\n|\r\n|"|\'|$|${|${x:-|$(|`|#|<<EOF|<<-"E"|EOF\n|[|]|["a", |{|}|(|)|;|&&|\\||=|--from=|--mount=type=|ONBUILD |FROM |RUN |HEALTHCHECK CMD |ENV |LABEL |AS |\uFEFF|\t|\u0000|😀|# hadolint ignore=|# check=skip=|case x in |if |done|<(|>&'
    .split(/(?<!\\)\|/)
    .map((piece) => piece.replace('\\|', '|'));

function mutate(text: string, random: (below: number) => number): string {
  let mutated = text;
  for (let count = 1 + random(6); count > 0; count--) {
    const at = random(mutated.length + 1);
    const to = Math.min(mutated.length, at + random(30));
    const kind = random(4);
    const piece = pieces[random(pieces.length)] ?? '';
    if (kind === 0) mutated = mutated.slice(0, at) + mutated.slice(to);
    else if (kind === 1) mutated = mutated.slice(0, at) + piece + mutated.slice(at);
    else if (kind === 2) mutated = mutated.slice(0, at) + mutated.slice(at, to).repeat(3) + mutated.slice(to);
    else mutated = mutated.slice(0, at);
  }
  return mutated;
}

/** Lints a text and checks that every place is inside it and no rule failed. */
function check(text: string): void {
  const failures: string[] = [];
  const logger = {
    debug() {},
    info() {},
    warn() {},
    error: (message: string, error?: unknown) =>
      failures.push(`${message} ${error instanceof Error ? error.stack : ''}`),
  };
  const request: LintRequest = {
    logger,
    options: { strictLabels: true, dockerignore: ['x', '**/y*'], trustedRegistries: ['a.b'] },
  };
  const document = parseDockerfile(text);
  const lines = new Lines(document.text);
  for (const finding of lint(document, request)) {
    for (const { range } of [finding, ...finding.related, ...(finding.fix()?.edits ?? [])]) {
      assert.ok(isInside(lines, range.start) && isInside(lines, range.end), `${finding.code} ${JSON.stringify(range)}`);
      assert.ok(range.start.line < range.end.line || range.start.character <= range.end.character, finding.code);
    }
    for (const { edits } of finding.alternatives()) assert.equal(typeof applyEdits(document.text, edits), 'string');
  }
  assert.deepEqual(failures, []);
}

function isInside(lines: Lines, { line, character }: Position): boolean {
  return line < lines.count && character >= 0 && character <= lines.textOf(line).length + 1;
}

/** All that a document says of its instructions and comments. */
function shapeOf({ instructions, comments, stages }: DockerfileDocument): unknown {
  const parts = instructions.map(({ syntax, line, comments, stage, fullRange, flags, args, heredocs, properties }) => {
    const bodies = heredocs.map(({ body, terminator }) => [body.text, terminator]);
    return [
      syntax.text,
      line,
      comments,
      stage?.index,
      fullRange,
      flags,
      args,
      bodies,
      properties,
      syntax.line.innerComments,
    ];
  });
  return [parts, comments, stages.map(({ name, base }) => [name, base])];
}

describe('lint of broken files', () => {
  const texts = collectedFiles().map(({ text }) => text);

  it('has files to break', () => assert.ok(texts.length >= 200));

  it('fails on none of the files, and what it fixed is stable', () => {
    for (const text of texts) {
      check(text);
      const fixed = fixAll(text);
      assert.equal(fixAll(fixed), fixed);
    }
  });

  it('neither crashes nor hangs nor points outside of the text', function () {
    this.timeout(budget * 5);
    const random = randomNumbers(20261121);
    const end = performance.now() + budget;
    for (let round = 0; performance.now() < end; round++) {
      const text = mutate(texts[round % texts.length] ?? '', random);
      const started = performance.now();
      try {
        check(text);
        if (round % 10 === 0) fixAll(text);
      } catch (error) {
        throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error });
      }
      assert.ok(performance.now() - started < 2000, `slow: ${JSON.stringify(text)}`);
    }
  });

  it('reads a text after another one as it reads it anew', () => {
    const random = randomNumbers(20261129);
    for (const text of texts) {
      let cache = parseAgain(text).cache;
      const lines = text.split('\n');
      // A beginning ends in the midst of continued lines and heredocs, which the next text goes on with.
      const cut = () => lines.slice(0, random(lines.length + 1)).join('\n');
      for (const edit of [cut, cut, () => mutate(text, random), cut, () => mutate(text, random), () => text]) {
        const edited = edit();
        const again = parseAgain(edited, cache);
        cache = again.cache;
        assert.deepEqual(shapeOf(again.document), shapeOf(parseDockerfile(edited)), JSON.stringify([text, edited]));
      }
    }
  });

  it('does not look at a whole script for each of its commands', () => {
    assert.equal(lint(parseDockerfile(`FROM a:1\nRUN ${'(cd a); '.repeat(20_000)}`)).length, 20_000);
  });

  it('overflows no stack on what is nested without end', () => {
    const pairs = [
      ['${x:-', '}'],
      ['$(', ')'],
      ['$((', '))'],
      ['"$(', ')"'],
      ['( ', ')'],
      ['{ ', '; }'],
      ['if x; then ', '; fi'],
      ['case x in x) ', ';; esac'],
      ['`', '`'],
    ] as const;
    for (const [open, close] of pairs) {
      for (const head of ['FROM ', 'FROM a:1\nRUN ', 'FROM a:1\nENV A=', 'FROM a:1\nWORKDIR ', 'ARG A=']) {
        for (const end of ['', `${close.repeat(12_000)}\nFROM $A`]) check(`${head}${open.repeat(12_000)}x${end}`);
      }
    }
  }).timeout(60_000);
});
