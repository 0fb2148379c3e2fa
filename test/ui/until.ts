import assert from 'node:assert/strict';

/** Asks again until the answer is true; fails with this sentence after some seconds. */
export async function until(sentence: string, probe: () => Promise<boolean>, timeout = 60_000): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await probe())) {
    assert(Date.now() < deadline, `not within ${timeout / 1000} s: ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Milliseconds to wait for the effect of a click before it is made again. */
export const patience = 2000;

/** Whether an act that has a time limit comes to its end. */
export const inTime = (act: Promise<void>): Promise<boolean> =>
  act.then(
    () => true,
    () => false,
  );
