/** Runs programs whose output is wanted, not shown. */
import { spawn } from 'node:child_process';

/** Runs a program in silence and resolves with its exit code and what it wrote. */
export function capture(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Runs a program that must succeed; when it does not, the error says what it wrote. */
export async function must(program, args, options = {}) {
  const { code, output } = await capture(program, args, options);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}:\n${output.slice(-4000)}`);
  return output;
}
