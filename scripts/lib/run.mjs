/** Runs programs for the scripts: argument lists only, never a shell. */
import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** Runs a program to its end and resolves with its exit code; its output goes where ours goes. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** The Node program of a package's `bin`. */
export const bin = (file) => [process.execPath, `${root}/node_modules/${file}`];
