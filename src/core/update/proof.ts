import { delay } from '../base/async.js';
import type { ContainerEngine } from '../engine/engine.js';
import { Row } from '../engine/row.js';
import { UpdateError } from './errors.js';

/** Times in milliseconds. */
export interface ProofTimes {
  /** How long a container without a health check must run. */
  readonly settle: number;
  readonly askEvery: number;
}

export const usualProof: ProofTimes = { settle: 5000, askEvery: 500 };

const logLines = 200;

/** Resolves when a started container is healthy or, without a health check, has run for a while; else throws an `UpdateError`. */
export async function proveContainer(
  containers: ContainerEngine,
  id: string,
  { settle, askEvery }: ProofTimes,
  signal?: AbortSignal,
): Promise<void> {
  const started = Date.now();
  for (;;) {
    const inspect = new Row(await containers.inspect(id, signal));
    const state = new Row(inspect.record('State'));
    const health = new Row(state.record('Health')).text('Status');
    const elapsed = Date.now() - started;
    const fail = async (reason: 'ended' | 'unhealthy' | 'undecided', detail = '') =>
      new UpdateError(reason, detail, { log: await lastLines(containers, id, signal) });
    if (
      state.optionalFlag('Running') !== true ||
      state.optionalFlag('Restarting') ||
      inspect.number('RestartCount') > 0
    )
      throw await fail('ended', String(state.number('ExitCode')));
    if (health === 'unhealthy') throw await fail('unhealthy');
    if (health === 'healthy') return;
    if (health !== 'starting' && elapsed >= settle) return;
    if (health === 'starting' && elapsed > longestCheck(inspect)) throw await fail('undecided');
    await delay(askEvery, signal);
  }
}

const usualInterval = 30_000;
const usualRetries = 3;
const margin = 10_000;

/** By then an engine has called it healthy or unhealthy. Source: https://docs.docker.com/reference/dockerfile/#healthcheck */
function longestCheck(inspect: Row): number {
  const check = new Row(new Row(inspect.record('Config')).record('Healthcheck'));
  const time = (field: string) => check.number(field) / 1e6;
  const round = (time('Interval') || usualInterval) + (time('Timeout') || usualInterval);
  return time('StartPeriod') + round * (check.number('Retries') || usualRetries) + margin;
}

/** A container's log may be unreadable; that is no failure of its own. */
async function lastLines(containers: ContainerEngine, id: string, signal?: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  try {
    const options = { follow: false, tail: logLines };
    for await (const { data } of containers.logs(id, options, signal)) chunks.push(data);
  } catch {
    signal?.throwIfAborted();
  }
  return Buffer.concat(chunks).toString('utf8');
}
