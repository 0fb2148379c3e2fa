import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDockerfile } from '../../../../../src/core/dockerfile/document.js';
import {
  type FormatOptions,
  format,
  formatOnType,
  formatRange,
} from '../../../../../src/core/dockerfile/features/format.js';
import { applyEdits } from '../../../../../src/core/dockerfile/textEdit.js';
import { meaningOf } from '../../../../support/dockerfileMeaning.js';
import { dockerfiles } from '../../../../support/dockerfiles.js';
import { marked } from '../../../../support/markedText.js';

const options: FormatOptions = { indent: '    ', keywordCase: 'keep' };

function formatted(text: string, changes: Partial<FormatOptions> = {}): string {
  const document = parseDockerfile(text);
  return applyEdits(document.lines, format(document, { ...options, ...changes }));
}

describe('format', () => {
  it('indents continued lines and comments among them', () =>
    assert.equal(
      formatted('  FROM a\nRUN x \\\n y \\\n# c\n\t\tz   \n   # top\n  \nCMD b'),
      'FROM a\nRUN x \\\n    y \\\n    # c\n    z\n# top\n\nCMD b',
    ));
  it('indents the names of an ARG', () => assert.equal(formatted('ARG A \\\n\t\tB'), 'ARG A \\\n    B'));
  it('empties the lines that an unfinished instruction goes on into', () =>
    assert.equal(formatted('RUN a \\\n   \n# c\n \t'), 'RUN a \\\n\n    # c\n'));
  it('keeps blanks that mean something', () => {
    for (const text of ['RUN echo "a \\\n  b"', 'RUN a\\\nb', "RUN x 'a \\\n b' \\\n    c", 'ENV a b \\\n  c  '])
      assert.equal(formatted(text), text);
  });
  it('keeps heredocs', () => {
    const text = 'RUN <<EOF\n  a  \n\t# b\n\n   \nEOF\nCOPY <<-X /y\n\t\ta\n\tX';
    assert.equal(formatted(text), text);
  });
  it('sets the case of keywords where asked to', () => {
    const text = 'from a as b\nonbuild run x\nhealthcheck cmd y';
    assert.equal(formatted(text), text);
    assert.equal(formatted(text, { keywordCase: 'upper' }), 'FROM a AS b\nONBUILD RUN x\nHEALTHCHECK CMD y');
    assert.equal(formatted('FROM a AS B', { keywordCase: 'lower' }), 'from a as B');
    assert.equal(formatted('onbuild healthcheck none', { keywordCase: 'upper' }), 'ONBUILD HEALTHCHECK NONE');
  });
  it('leaves instructions of several lines where asked to', () =>
    assert.equal(formatted(' RUN a\nRUN x \\\n y', { skipMultiline: true }), 'RUN a\nRUN x \\\n y'));
  it('keeps the blank that makes an instruction of a keyword in a heredoc without end', () =>
    assert.equal(formatted('RUN <<E\nRUN \nCMD d '), 'RUN <<E\nRUN \nCMD d'));
  it('keeps the case of a keyword that ends a heredoc without end', () => {
    const text = 'RUN <<E\na\nCOPY b c\nCMD d';
    assert.equal(formatted(text, { keywordCase: 'lower' }), 'run <<E\na\nCOPY b c\ncmd d');
  });
  it('keeps a byte order mark', () => {
    assert.equal(formatted('\uFEFF  FROM a\n RUN b'), '\uFEFFFROM a\nRUN b');
    assert.equal(formatted('\uFEFF # c\n'), '\uFEFF# c\n');
    assert.equal(formatted('\uFEFF'), '\uFEFF');
  });
  it('keeps windows line breaks', () => assert.equal(formatted('RUN a \\\r\n b\r\n'), 'RUN a \\\r\n    b\r\n'));
  it('formats only the lines of a range', () => {
    const document = parseDockerfile(' FROM a\n RUN b\n RUN c');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } };
    assert.equal(applyEdits(document.lines, formatRange(document, range, options)), ' FROM a\nRUN b\n RUN c');
  });

  for (const keywordCase of ['keep', 'upper', 'lower'] as const) {
    it(`changes nothing that Docker reads, and twice is once (${keywordCase})`, () =>
      fc.assert(
        fc.property(dockerfiles, (text) => {
          const once = formatted(text, { keywordCase });
          assert.deepEqual(meaningOf(once, keywordCase), meaningOf(text, keywordCase), text);
          assert.equal(formatted(once, { keywordCase }), once);
        }),
        { numRuns: 400 },
      ));
  }
});

describe('formatOnType', () => {
  function typed(source: string): string {
    const { text, cursor } = marked(source);
    const document = parseDockerfile(text);
    const before = text.split('\n')[cursor.line]?.charAt(cursor.character - 1) || '\n';
    return applyEdits(document.lines, formatOnType(document, cursor, before, options));
  }
  it('indents the line that a new escape character continues into', () => {
    assert.equal(typed('RUN a \\|\nb'), 'RUN a \\\n    b');
    assert.equal(typed('RUN "a \\|\nb"'), 'RUN "a \\\nb"');
    assert.equal(typed('RUN a\\| b \\\nc'), 'RUN a\\ b \\\nc');
  });
  it('indents a new line after one', () => {
    assert.equal(typed('RUN a \\\n|\n'), 'RUN a \\\n    \n');
    assert.equal(typed('RUN a \\  \n|\n'), 'RUN a \\  \n    \n');
  });
  it('stays out of comments and heredocs', () => {
    assert.equal(typed('# a \\|\nb'), '# a \\\nb');
    assert.equal(typed('RUN <<E\na \\|\nb\nE'), 'RUN <<E\na \\\nb\nE');
    assert.equal(typed('RUN a\n|'), 'RUN a\n');
  });
});
