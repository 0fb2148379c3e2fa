import assert from 'node:assert/strict';
import { abortError, delay } from '../../../../src/core/base/async.js';
import { runAll } from '../../../../src/core/base/batch.js';

describe('a batch', () => {
  it('does all it can and keeps the reasons of the rest', async () => {
    const boom = new Error('boom');
    const result = await runAll([1, 2, 3], 2, async (item) => {
      if (item === 2) throw boom;
    });
    assert.deepEqual(result, { done: [1, 3], failed: [{ item: 2, error: boom }], cancelled: [] });
  });

  it('starts no further item after a cancel, and counts a cancel as no failure', async () => {
    const controller = new AbortController();
    const started: number[] = [];
    const result = await runAll(
      [1, 2, 3],
      1,
      async (item) => {
        started.push(item);
        controller.abort();
        await delay(1);
        throw abortError(controller.signal);
      },
      controller.signal,
    );
    assert.deepEqual(started, [1]);
    assert.deepEqual(result, { done: [], failed: [], cancelled: [1, 2, 3] });
  });
});
