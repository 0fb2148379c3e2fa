/**
 * Runs a script in a world of its own: its network is loopback alone, its engine cannot clash with another one of the
 * machine, and when it ends nothing that it started is left.
 */
import { spawn } from 'node:child_process';
import { capture } from './capture.mjs';
import { findProgram } from './programs.mjs';

const isolate = ['-m', '-n', '-p', '--fork', '--mount-proc', '--propagation', 'private'];

/** Undefined where the system allows it, else the reason. */
export async function whyNotIsolated() {
  if (process.platform !== 'linux') return `no namespaces on ${process.platform}`;
  if (process.getuid() !== 0) return 'namespaces need root';
  if (!findProgram('unshare') || !findProgram('ip')) return 'unshare or ip is missing';
  const { code, output } = await capture('unshare', [...isolate, 'ip', 'link', 'set', 'lo', 'up']);
  return code === 0 ? undefined : `the system refuses namespaces: ${output.trim()}`;
}

/**
 * Runs a Node script, isolated or not, and resolves with its exit code. SIGINT and SIGTERM become the message 'stop',
 * so that the script ends what it started; should we die, it sees the channel close.
 */
export function runScript(script, args, { isolated, env }) {
  const node = [process.execPath, script, ...args];
  // The shell is process 1 of the namespace: it collects what others leave behind.
  const shell = ['sh', '-c', 'ip link set lo up; "$@"; exit $?', 'sh', ...node];
  const [program, ...rest] = isolated ? ['unshare', ...isolate, ...shell] : node;
  const child = spawn(program, rest, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const stop = () => child.connected && child.send('stop');
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}
