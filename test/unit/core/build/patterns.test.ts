import assert from 'node:assert/strict';
import { BuildError } from '../../../../src/core/build/errors.js';
import { type Match, PatternMatcher, parseIgnoreFile } from '../../../../src/core/build/patterns.js';

/** Matches as a walk does: each folder on the way first. */
function isIgnored(lines: readonly string[], file: string): boolean {
  const matcher = new PatternMatcher(parseIgnoreFile(lines.join('\n')));
  const parts = file.split('/');
  let match: Match | undefined;
  for (const index of parts.keys()) match = matcher.match(parts.slice(0, index + 1).join('/'), match);
  return match?.matched === true;
}

/** Patterns, what they ignore, what they do not. Those that CLIs agree on also run in test/contract/build.test.ts. */
const cases: [patterns: string[], ignored: string[], kept: string[]][] = [
  [['a'], ['a', 'a/b', 'a/b/c'], ['b/a', 'ab']],
  [['*.md'], ['x.md'], ['a/x.md', 'xmd']],
  [['**/*.md'], ['x.md', 'a/x.md', 'a/b/x.md'], ['x.mdx']],
  [['a/**'], ['a/b', 'a/b/c'], ['a', 'ab']],
  [['**/a'], ['a', 'b/a', 'b/a/c'], ['ba', 'b/ca']],
  // Docker compares endings here.
  [['**a'], ['ba', 'x/ba'], ['ab']],
  [['a**'], ['a', 'ab', 'ab/c'], ['ba']],
  [['**'], ['a', 'a/b'], []],
  [['a/*/c'], ['a/b/c'], ['a/c', 'a/b/b/c']],
  [
    ['*', '!a'],
    ['b', 'b/c'],
    ['a', 'a/b'],
  ],
  [
    ['*', '!a/b'],
    ['a', 'a/c'],
    ['a/b', 'a/b/c'],
  ],
  [
    ['**/deep', '!**/keep'],
    ['x/deep', 'x/deep/y'],
    ['x/deep/keep', 'x/deep/keep/c'],
  ],
  [['a/b', '!a'], ['a/b'], ['a/c']],
  [
    ['c++', 'a(b)', 'x{1}', 'p|q', '$v', 'a^b'],
    ['c++', 'a(b)', 'x{1}', 'p|q', '$v', 'a^b'],
    ['c', 'ab', 'p', 'v'],
  ],
  [['constructor'], ['constructor'], ['toString', 'prototype']],
  [['?'], ['a', 'é', '😀'], ['ab', '/']],
  [
    ['[a-c]x', '[^0-9]y'],
    ['ax', 'cx', 'ay'],
    ['dx', '0y'],
  ],
  [
    ['\\*', '\\!x'],
    ['*', '!x'],
    ['a', 'x'],
  ],
  [
    ['# no', '', '  b  ', '/c', './d', 'e/', 'f/../g', '! b'],
    ['c', 'd', 'e', 'g'],
    ['b', '# no', 'f'],
  ],
  [['\uFEFFa'], ['a'], []],
  [['A'], ['A'], ['a']],
];

describe('.dockerignore patterns', () => {
  for (const [patterns, ignored, kept] of cases) {
    it(JSON.stringify(patterns), () => {
      assert.deepEqual(
        ignored.filter((file) => !isIgnored(patterns, file)),
        [],
        'should be ignored',
      );
      assert.deepEqual(
        kept.filter((file) => isIgnored(patterns, file)),
        [],
        'should be kept',
      );
    });
  }

  for (const bad of ['a[', '[]', '[^]', '[-]', '[z-a]', 'a\\', '!', '[a']) {
    it(`refuses ${bad}`, () => {
      assert.throws(
        () => new PatternMatcher([bad]),
        (error) => error instanceof BuildError && error.reason === 'patternInvalid' && error.detail === bad,
      );
    });
  }

  it('prunes a folder that no exception can reach, and no other', () => {
    const prunes = (patterns: string[], folder: string) => {
      const matcher = new PatternMatcher(patterns);
      return !matcher.mayChangeBelow(folder, matcher.match(folder));
    };
    assert.equal(prunes(['node_modules'], 'node_modules'), true);
    assert.equal(prunes(['node_modules', '!src'], 'node_modules'), true);
    assert.equal(prunes(['node_modules', '!node_modules/a/b'], 'node_modules'), false);
    assert.equal(prunes(['node_modules', '!src/**/x', '!*/y'], 'node_modules'), false);
    assert.equal(prunes(['node_modules', '!src/**/x'], 'node_modules'), true);
    assert.equal(prunes(['node_modules', '!**/x'], 'node_modules'), false);
  });
});
