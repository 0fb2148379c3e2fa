import assert from 'node:assert/strict';
import { patternSize, readIgnoreLines, unusedLines } from '../../../../src/core/build/ignoreFile.js';
import { plant, uproot } from '../../../support/buildContexts.js';

describe('an ignore file', () => {
  const folder = plant({
    'a.log': '1',
    'src/b.log': '22',
    'src/keep.log': '333',
    'node_modules/m/index.js': '4444',
    'node_modules/m/README.md': '',
  });
  after(() => uproot(folder));

  const unused = async (...patterns: readonly string[]) =>
    (await unusedLines(folder, readIgnoreLines(patterns.join('\n')))).map(({ pattern }) => pattern);

  it('has a pattern on each line but comments and blank ones', () => {
    const lines = readIgnoreLines('\uFEFF*.log\r\n\n# no\n  !/a/b/  \n[\n#');
    assert.deepEqual(lines, [
      { line: 0, start: 1, end: 6, pattern: '*.log', isValid: true },
      { line: 3, start: 2, end: 8, pattern: '!a/b', isValid: true },
      { line: 4, start: 0, end: 1, pattern: '[', isValid: false },
    ]);
  });

  it('knows the lines that change nothing', async () => {
    assert.deepEqual(await unused('**/*.log', '!src/keep.log', 'node_modules'), []);
    assert.deepEqual(await unused('*.tmp', '[', '**/*.log', 'src/*.log'), ['*.tmp', 'src/*.log']);
    assert.deepEqual(await unused('node_modules', '**/*.md'), ['**/*.md']);
    assert.deepEqual(await unused('!src/keep.log', '**/*.log'), ['!src/keep.log']);
  });

  it('tells what a pattern means by itself', async () => {
    const size = async (pattern: string) => {
      const { files, bytes, largest } = await patternSize(folder, pattern);
      return [files, bytes, ...largest.map(({ path }) => path)];
    };
    assert.deepEqual(await size('**/*.log'), [3, 6, 'src/keep.log', 'src/b.log', 'a.log']);
    assert.deepEqual(await size('!src/keep.log'), [1, 3, 'src/keep.log']);
    assert.deepEqual((await size('node_modules')).slice(0, 2), [2, 4]);
    assert.deepEqual(await size('nosuch'), [0, 0]);
  });

  it('is given up on when asked to', async () => {
    const lines = readIgnoreLines('a');
    await assert.rejects(unusedLines(folder, lines, AbortSignal.abort()), { name: 'AbortError' });
  });
});
