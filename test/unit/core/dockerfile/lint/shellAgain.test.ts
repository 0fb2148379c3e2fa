import assert from 'node:assert/strict';
import { parseAgain } from '../../../../../src/core/dockerfile/document.js';
import { lint } from '../../../../../src/core/dockerfile/lint/lint.js';
import type { SyntaxCache } from '../../../../../src/core/dockerfile/syntaxCache.js';

describe('a script that was linted before', () => {
  /** The ShellCheck codes of each text, where each is an edit of the one before. */
  function codesOf(...texts: string[]): string[][] {
    let cache: SyntaxCache | undefined;
    return texts.map((text) => {
      const known = parseAgain(text, cache);
      cache = known.cache;
      return lint(known.document)
        .map(({ code }) => code)
        .filter((code) => code.startsWith('SC'));
    });
  }

  it('is judged anew when a variable is set or no longer set around it', () => {
    const file = (name: string) => `FROM a:1\nENV ${name}=1\nRUN echo "$word"\n`;
    assert.deepEqual(codesOf(file('word'), file('other'), file('word')), [[], ['SC2154'], []]);
  });

  it('is judged anew when its shell is another', () => {
    const file = (shell: string) => `FROM a:1\nSHELL ["${shell}", "-c"]\nRUN [[ -f /a ]] && echo b\n`;
    const [bash, sh, again] = codesOf(file('/bin/bash'), file('/bin/sh'), file('/bin/bash'));
    assert.deepEqual([bash, again], [[], []]);
    assert.deepEqual(sh, ['SC3010']);
  });

  it('keeps its findings at their new places when lines come before it', () => {
    const [before, after] = ['FROM a:1\n', 'FROM a:1\n# more\nENV other=1\n'].map(
      (start) => `${start}RUN echo $word\n`,
    );
    assert.deepEqual(codesOf(before ?? '', after ?? ''), [
      ['SC2154', 'SC2086'],
      ['SC2154', 'SC2086'],
    ]);
  });
});
