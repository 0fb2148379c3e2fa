import { delay } from '../../src/core/base/async.js';

/** Asks again until the answer is there; fails with the words after twenty seconds. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(50);
  }
  throw new Error(`This did not come: ${what}`);
}
