import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { runAtOnce, runInSlices } from '../../../../src/core/base/slices.js';

test('work done at once and work done in slices end with the same', async () => {
  equal(runAtOnce(work([])), 'done');
  equal(await runInSlices(work([]), 0, always), 'done');
});

test('what waits goes between the slices', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('waiting'));
  await runInSlices(work(order), 0, always);
  deepEqual(order, ['one', 'waiting', 'two', 'three']);
});

test('a slice that is not over does several steps', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('waiting'));
  await runInSlices(work(order), Number.POSITIVE_INFINITY, always);
  deepEqual(order, ['one', 'two', 'three']);
});

test('work that is not wanted any more stops', async () => {
  const order: string[] = [];
  equal(await runInSlices(work(order), 0, () => order.length < 2), undefined);
  deepEqual(order, ['one', 'two']);
});

function* work(order: string[]) {
  for (const step of ['one', 'two', 'three']) {
    order.push(step);
    yield;
  }
  return 'done';
}

const always = () => true;
