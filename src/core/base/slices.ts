import { setImmediate } from 'node:timers/promises';

/** Work that can rest after each of its steps. */
export type Steps<T> = Generator<void, T, void>;

/** Does work at once, without a rest. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Does work for so many milliseconds at a time; whatever else the process has to do goes between. A step is never cut,
 * so that a slice is longer than asked for by up to one step. Undefined where the work stopped being wanted in between.
 */
export async function runInSlices<T>(
  steps: Steps<T>,
  milliseconds: number,
  isWanted: () => boolean,
): Promise<T | undefined> {
  let end = performance.now() + milliseconds;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < end) continue;
    await setImmediate();
    if (!isWanted()) return undefined;
    end = performance.now() + milliseconds;
  }
}
