import { delay } from '../base/async.js';
import { RegistryError } from './errors.js';

const mostAttempts = 4;
/** Milliseconds before the second attempt; doubled before each that follows. */
const firstPause = 200;

/** Waits before another attempt at moving a blob; throws the error after the last one, and one that will not pass. */
export async function pauseAfter(failures: number, error: unknown, signal?: AbortSignal): Promise<void> {
  if (failures >= mostAttempts || !mayPass(error)) throw error;
  await delay(firstPause * 2 ** (failures - 1), signal);
}

const mayPass = (error: unknown) =>
  RegistryError.is(error, 'unreachable', 'silent', 'serverFailed') || (RegistryError.is(error) && error.status === 416);
