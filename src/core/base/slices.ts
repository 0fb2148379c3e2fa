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

/** Milliseconds that work may take before whatever else the process has to do. */
const slice = 8;

/**
 * Does work for a few milliseconds at a time; whatever else the process has to do goes before it and between. A step
 * is never cut, so that a slice is longer than asked for by up to one step. Undefined where the work stopped being
 * wanted before its end.
 */
export async function runInSlices<T>(
  steps: Steps<T>,
  isWanted: () => boolean,
  milliseconds = slice,
): Promise<T | undefined> {
  for (;;) {
    await rest();
    if (!isWanted()) return undefined;
    const end = performance.now() + milliseconds;
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (performance.now() < end);
  }
}

/**
 * Lets whatever else the process has to do go first. An immediate may belong to the turn that is under way: only before
 * the second is all looked at that came.
 */
export async function rest(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
