import assert from 'node:assert/strict';
import fc from 'fast-check';
import { quoteWords, splitWords } from '../../../../src/core/base/shellWords.js';

describe('shell words', () => {
  it('quotes only what needs it', () => {
    assert.equal(quoteWords(['docker', 'run', '-e', "A=it's", 'web:1']), "docker run -e 'A=it'\\''s' web:1");
    assert.equal(quoteWords(['echo', '']), "echo ''");
  });

  const split: Record<string, readonly string[]> = {
    'ls -la /tmp': ['ls', '-la', '/tmp'],
    '  a   b ': ['a', 'b'],
    'echo "two words" \'and $this\'': ['echo', 'two words', 'and $this'],
    'a"b"\'c\'d': ['abcd'],
    'echo ""': ['echo', ''],
    'a\\ b': ['a b'],
    'echo "say \\"hi\\""': ['echo', 'say "hi"'],
    '': [],
  };
  for (const [line, words] of Object.entries(split)) {
    it(`splits ${JSON.stringify(line)}`, () => assert.deepEqual(splitWords(line), { words, needsShell: false }));
  }

  for (const line of ['ls | wc -l', 'echo $HOME', 'echo "$HOME"', 'a && b', 'ls *.txt', 'echo `id`', 'a > b']) {
    it(`leaves ${line} to a shell`, () => assert.equal(splitWords(line)?.needsShell, true));
  }

  it('refuses an open quote', () => {
    assert.equal(splitWords('echo "a'), undefined);
    assert.equal(splitWords("it's"), undefined);
  });

  it('reads back what it quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => assert.deepEqual(splitWords(quoteWords(words))?.words, words)),
    );
  });
});
