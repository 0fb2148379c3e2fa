/** A private Docker Engine with its own folders. */
import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { startChild, waitUntil } from './child.mjs';

/**
 * Starts dockerd with its files below a folder (short: socket paths end at 107 bytes) and waits for its answer.
 * Images and containers go to `data`. Where an engine answers there already, it is used, and is not ours to stop.
 * Two engines may not share a network namespace: `ownNetwork` gives it one, where published ports are out of reach.
 */
export async function startEngine(folder, { dockerd = 'dockerd', ownNetwork = false, data, args = [] } = {}) {
  mkdirSync(folder, { recursive: true });
  const socket = path.join(folder, 'docker.sock');
  if (await ping(socket)) return { socket, folder };
  const options = [
    ...['--data-root', data ?? path.join(folder, 'data')],
    ...['--exec-root', path.join(folder, 'exec')],
    ...['--pidfile', path.join(folder, 'pid')],
    ...['--host', `unix://${socket}`],
    ...args,
  ];
  const [program, ...before] = ownNetwork
    ? ['unshare', '-m', '-n', '--propagation', 'private', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', dockerd]
    : [dockerd];
  const child = startChild(program, [...before, ...options], { logFile: path.join(folder, 'log') });
  try {
    await waitUntil(() => ping(socket), { child, what: 'dockerd' });
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { socket, folder, pid: child.pid, stop: () => child.stop(20_000), kill: () => killed(child) };
}

/** Whether an engine answers on this socket or named pipe. */
export function ping(socketPath, timeout = 2000) {
  return new Promise((resolve) => {
    const call = request({ socketPath, path: '/_ping', timeout }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(false));
    call.end();
  });
}

async function killed(child) {
  child.kill('SIGKILL');
  await child.ended;
}
