import assert from 'node:assert/strict';

/** Asks again until the answer is true; fails with this sentence after some seconds. */
export async function until(sentence: string, probe: () => Promise<boolean>, timeout = 60_000): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await probe())) {
    assert(Date.now() < deadline, `not within ${timeout / 1000} s: ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
