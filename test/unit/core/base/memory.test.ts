import assert from 'node:assert/strict';
import { Memory } from '../../../../src/core/base/memory.js';

describe('memory', () => {
  it('makes a result once for many who ask, and forgets what failed', async () => {
    const memory = new Memory<number>();
    let made = 0;
    const make = async () => {
      made += 1;
      if (made === 1) throw new Error('not yet');
      return made;
    };
    await assert.rejects(memory.get('a', 1000, make));
    assert.equal(memory.known('a'), undefined);
    assert.deepEqual(await Promise.all([memory.get('a', 1000, make), memory.get('a', 1000, make)]), [2, 2]);
    assert.equal(memory.known('a'), 2);
  });

  it('keeps a newer result when an older one fails late', async () => {
    const memory = new Memory<string>();
    let fail: (error: Error) => void = () => {};
    const older = memory.get('a', 1000, () => new Promise((_resolve, reject) => (fail = reject)));
    memory.forget('a');
    await memory.get('a', 1000, async () => 'newer');
    fail(new Error());
    await assert.rejects(older);
    assert.equal(memory.known('a'), 'newer');
  });

  it('forgets what is too old or too much', async () => {
    const memory = new Memory<string>(2);
    for (const key of ['a', 'b', 'c']) await memory.get(key, key === 'b' ? -1 : 1000, async () => key);
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => memory.known(key)),
      [undefined, undefined, 'c'],
    );
  });
});
