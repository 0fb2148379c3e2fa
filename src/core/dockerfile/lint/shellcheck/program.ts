import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import { readShellcheckOutput, type ShellcheckComment } from './comments.js';
import type { ShellcheckRunner } from './results.js';
import { withScriptFiles } from './scriptFiles.js';

/** Where to look for the program, and where it must not be from. */
export interface ShellcheckSearch {
  /** The value of PATH. */
  readonly searchPath: string;
  /** Folders whose programs are not run, such as those of a workspace. */
  readonly forbidden: readonly string[];
}

/** Milliseconds that one call may take. */
const usualTimeLimit = 20_000;
const mostOutputBytes = 16_000_000;

/** The absolute path of `shellcheck`; undefined when there is none. */
export async function findShellcheck({ searchPath, forbidden }: ShellcheckSearch): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'shellcheck.exe' : 'shellcheck';
  for (const folder of searchPath.split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere && !(await isWithin(file, forbidden))) return file;
  }
  return undefined;
}

async function isWithin(file: string, folders: readonly string[]): Promise<boolean> {
  const real = (name: string) => realpath(name).catch(() => name);
  const places = [file, await real(file)];
  for (const folder of folders) {
    for (const root of [folder, await real(folder)]) {
      if (places.some((place) => !path.relative(root, place).startsWith('..'))) return true;
    }
  }
  return false;
}

/** After so many failures in a row the program is taken for broken. */
const mostFailures = 3;

/** A `shellcheck` that is installed. */
export class ShellcheckProgram {
  readonly #file: string;
  readonly #timeLimit: number;
  #failures = 0;

  constructor(file: string, timeLimit = usualTimeLimit) {
    this.#file = file;
    this.#timeLimit = timeLimit;
  }

  /** Undefined when the program fails, answers something else, or not in time. */
  readonly run: ShellcheckRunner = async (args, texts, signal) => {
    if (this.#failures >= mostFailures) return undefined;
    const comments = await this.#ask(args, texts, signal).catch(() => undefined);
    if (!signal?.aborted) this.#failures = comments ? 0 : this.#failures + 1;
    return comments;
  };

  #ask(
    args: readonly string[],
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly ShellcheckComment[])[] | undefined> {
    return withScriptFiles(texts, async (folder, names) => {
      const output = await outputOf(this.#file, [...args, ...names], folder, this.#timeLimit, signal);
      const comments = output === undefined ? undefined : readShellcheckOutput(output);
      return comments && names.map((name) => comments.filter(({ file }) => file === name));
    });
  }
}

/** Standard output of a program that ended by itself. */
function outputOf(
  program: string,
  args: readonly string[],
  cwd: string,
  timeLimit: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(undefined);
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (output: string | undefined) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      child.kill('SIGKILL');
      child.stdout.destroy();
      resolve(output);
    };
    const giveUp = () => end(undefined);
    const timer = setTimeout(giveUp, timeLimit);
    signal?.addEventListener('abort', giveUp, { once: true });
    child.on('error', giveUp);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostOutputBytes) giveUp();
      else chunks.push(chunk);
    });
    child.on('close', () => end(Buffer.concat(chunks).toString('utf8')));
  });
}
