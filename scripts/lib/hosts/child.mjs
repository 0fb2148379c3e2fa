/** Long-lived programs that a script starts and must end. */
import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches us first and we end things in order.
 * What it writes goes to the log file. As another user (`{ uid, gid }`) it has that group alone.
 */
export function startChild(program, args, { logFile, env = process.env, cwd, user } = {}) {
  const log = logFile ? openSync(logFile, 'a') : 'ignore';
  const child = spawn(program, args, { env, cwd, detached: true, stdio: ['ignore', log, log], ...user });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return {
    pid: child.pid,
    ended,
    get running() {
      return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
    },
    kill: (signal) => child.kill(signal),
    logTail: () => (logFile ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n') : ''),
    /** Asks it to end and, after some patience in milliseconds, makes it end, with what it left of its group. */
    async stop(patience = 10_000) {
      if (this.running) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), patience);
        await ended;
        clearTimeout(timer);
      }
      killGroup(child.pid);
    },
  };
}

/** A VS Code server without its native watchdog leaves extension hosts behind, which spin once nobody reads them. */
function killGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Waits until the probe answers true; fails when the child ends before that, or the time in milliseconds is up. */
export async function waitUntil(probe, { child, what, timeout = 60_000 }) {
  const deadline = Date.now() + timeout;
  let end;
  child.ended.then((reason) => {
    end = reason;
  });
  while (!(await probe().catch(() => false))) {
    if (end !== undefined) throw new Error(`${what} ended early: ${end}\n${child.logTail()}`);
    if (Date.now() > deadline) throw new Error(`${what} did not answer within ${timeout / 1000} s\n${child.logTail()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a server answers a request with one of these statuses. */
export function answers(url, ...statuses) {
  return new Promise((resolve) => {
    get(url, (response) => {
      response.resume();
      resolve(statuses.includes(response.statusCode));
    }).on('error', () => resolve(false));
  });
}

/**
 * A TCP port on loopback that is free. It is below those that systems give to programs that ask for any port, so none
 * of these takes it before the program that it is meant for does.
 */
export async function freePort() {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return (await isFree(port)) ? port : freePort();
}

/** Whether nobody listens on this port of loopback. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
