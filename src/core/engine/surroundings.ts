import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import { promisify } from 'node:util';

/** What finding an engine depends on: the machine, seen from this process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** Where the engine listens whose address nobody has to say. */
  readonly defaultSocket: string;
  /** Undefined when there is none or it cannot be read. */
  readFile(path: string): Promise<string | undefined>;
  /** Names in a folder; none when it is not there. */
  readFolder(path: string): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  /** What a program prints; undefined when it is not there, fails or takes longer than two seconds. */
  run(program: string, args: readonly string[]): Promise<string | undefined>;
}

/** The machine as it is. */
export function realSurroundings(): Surroundings {
  return {
    env: process.env,
    home: os.homedir(),
    platform: process.platform,
    defaultSocket: defaultSocket(process.platform),
    readFile: (path) => readFile(path, 'utf8').catch(() => undefined),
    readFolder: (path) => readdir(path).catch(() => []),
    exists: (path) => (path.startsWith(pipes) ? pipeExists(path) : stat(path).then(yes, no)),
    run: (program, args) => run(program, args, { timeout: 2000, windowsHide: true }).then(({ stdout }) => stdout, none),
  };
}

export function defaultSocket(platform: NodeJS.Platform): string {
  return platform === 'win32' ? '//./pipe/docker_engine' : '/var/run/docker.sock';
}

const pipes = '//./pipe/';

/** Looking at a named pipe itself would open it. */
async function pipeExists(path: string): Promise<boolean> {
  const names = await readdir(pipes).catch((): string[] => []);
  return names.includes(path.slice(pipes.length));
}

const run = promisify(execFile);
const none = () => undefined;
const yes = () => true;
const no = () => false;
