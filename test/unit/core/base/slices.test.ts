import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { stat } from 'node:fs';
import { test } from 'node:test';
import { runAtOnce, runInSlices } from '../../../../src/core/base/slices.js';

test('work done at once and work done in slices end with the same', async () => {
  equal(runAtOnce(work([])), 'done');
  equal(await runInSlices(work([]), always, 0), 'done');
});

test('what waits goes before the first slice, whatever part of a turn it is asked for in', async () => {
  for (const start of [setImmediate, setTimeout, (then: () => void) => stat('.', then)]) {
    const order: string[] = [];
    await new Promise<unknown>((resolve) =>
      start(() => {
        setTimeout(() => order.push('waiting'), 1);
        stand(2);
        resolve(runInSlices(work(order), always, 0));
      }),
    );
    deepEqual(order, ['waiting', 'one', 'two', 'three']);
  }
});

test('what waits goes between the slices, and a slice that is not over does several steps', async () => {
  match(await besideOthers(0), /one (others )+two (others )+three/);
  match(await besideOthers(Number.POSITIVE_INFINITY), /one two three/);
});

test('work that is not wanted any more stops, and is not begun', async () => {
  const order: string[] = [];
  equal(await runInSlices(work(order), () => order.length < 2, 0), undefined);
  deepEqual(order, ['one', 'two']);
  equal(await runInSlices(work(order), () => false), undefined);
  doesNotMatch(order.join(' '), /two one/);
});

/** The order in which the steps and another one's turns came. */
async function besideOthers(milliseconds: number): Promise<string> {
  const order: string[] = [];
  const others = () => {
    order.push('others');
    if (!order.includes('three')) setImmediate(others);
  };
  others();
  await runInSlices(work(order), always, milliseconds);
  return order.join(' ');
}

function stand(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

function* work(order: string[]) {
  for (const step of ['one', 'two', 'three']) {
    order.push(step);
    yield;
  }
  return 'done';
}

const always = () => true;
