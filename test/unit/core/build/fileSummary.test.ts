import assert from 'node:assert/strict';
import type { ContextEntry } from '../../../../src/core/build/context.js';
import { summarize } from '../../../../src/core/build/fileSummary.js';

function entry(path: string, size: number, type: ContextEntry['type'] = 'file'): ContextEntry {
  return { path, type, mode: 0o644, size, modified: 0n };
}

async function* batches(...all: readonly (readonly ContextEntry[])[]) {
  yield* all;
}

describe('a summary of files', () => {
  it('names the largest first, whichever batch they come in, and passes folders over', async () => {
    const small = Array.from({ length: 12 }, (_, index) => entry(`s/${index + 10}`, 1));
    const found = await summarize(batches([entry('s', 4096, 'directory'), ...small], [entry('z', 3), entry('a', 9)]));
    assert.equal(found.files, 14);
    assert.equal(found.bytes, 24);
    assert.deepEqual(
      found.largest.map(({ path }) => path),
      ['a', 'z', 's/10', 's/11', 's/12', 's/13', 's/14', 's/15', 's/16', 's/17'],
    );
  });
  it('ends where there is too much to count', async () => {
    const { files, isMore } = await summarize(batches([entry('a', 1)], [entry('b', 1)], [entry('c', 1)]), 2);
    assert.deepEqual([files, isMore], [2, true]);
  });
});
