/** Runs the programs of suites one after another, so that the one that runs can be ended. */
import { spawn } from 'node:child_process';
import { root } from '../root.mjs';

const running = new Set();

/** Runs a program to its end and resolves with its exit code; its output goes where ours goes. */
export function runProgram(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env, detached: true });
    running.add(child);
    child.on('error', reject);
    child.on('exit', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** Ends what still runs. */
export function endRunning() {
  for (const child of running) child.kill('SIGKILL');
}
