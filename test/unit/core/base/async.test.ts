import assert from 'node:assert/strict';
import { delay, inTime, mapLimited } from '../../../../src/core/base/async.js';
import { isAbort } from '../../../../src/core/base/errors.js';

describe('async', () => {
  it('ends a delay with an AbortError when the signal fires', async () => {
    const controller = new AbortController();
    const waiting = delay(60_000, controller.signal);
    controller.abort();
    await assert.rejects(waiting, isAbort);
  });

  it('waits for work only so long, and for a failure of it no longer than for its end', async () => {
    const never = new Promise<string>(() => {});
    assert.equal(await inTime(never, 0), undefined);
    assert.equal(await inTime(Promise.resolve('done'), 60_000), 'done');
    await assert.rejects(inTime(Promise.reject(new Error('failed')), 60_000), /failed/);
  });

  it('keeps the order of the items, the limit, and the failures', async () => {
    let running = 0;
    let most = 0;
    const results = await mapLimited([30, 10, 20, 0], 2, async (milliseconds) => {
      running += 1;
      most = Math.max(most, running);
      await delay(milliseconds);
      running -= 1;
      if (milliseconds === 20) throw new Error('twenty');
      return milliseconds;
    });
    assert.equal(most, 2);
    assert.deepEqual(
      results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason))),
      [30, 10, 'Error: twenty', 0],
    );
  });
});
