/** Build contexts on disk, and what is in the images made of them. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { extract } from 'tar-stream';

/** Content of a file, or what else stands at a path. */
export type Planted =
  | string
  | Buffer
  | { readonly link: string }
  | { readonly folder: true; readonly mode?: number }
  | { readonly content: string | Buffer; readonly mode: number };

/** Makes a folder in the system's temporary folder. */
export function plant(files: Readonly<Record<string, Planted>>, root = temporaryFolder()): string {
  for (const [name, planted] of Object.entries(files)) plantOne(path.join(root, name), planted);
  return root;
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'longshore-build-'));
}

export function uproot(...folders: readonly string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function plantOne(file: string, planted: Planted): void {
  const isFolder = typeof planted === 'object' && 'folder' in planted;
  mkdirSync(isFolder ? file : path.dirname(file), { recursive: true });
  if (typeof planted === 'string' || Buffer.isBuffer(planted)) writeFileSync(file, planted);
  else if ('link' in planted) symlinkSync(planted.link, file);
  else if ('content' in planted) writeFileSync(file, planted.content);
  if (typeof planted === 'object' && 'mode' in planted && planted.mode !== undefined) chmodSync(file, planted.mode);
}

/** What the engine itself puts into every container, at the time of its creation. */
const madeByEngine = /^(\.dockerenv$|dev\/|proc\/|sys\/|etc\/(hostname|hosts|mtab|resolv\.conf)?$)/;

/** The docker CLI on the engine under test. */
export class DockerCli {
  private readonly env: NodeJS.ProcessEnv;

  constructor(socket: string) {
    // The classic builder is in every CLI; BuildKit asks for a plugin since 23.
    this.env = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_BUILDKIT: '0', DOCKER_CLI_HINTS: 'false' };
  }

  async isThere(): Promise<boolean> {
    return this.run('version').then(
      () => true,
      () => false,
    );
  }

  async run(...args: readonly string[]): Promise<string> {
    return (await promisify(execFile)('docker', args, { env: this.env })).stdout.trim();
  }

  /** Everything in an image: path to kind, permissions, time of change (of what is no folder), target or hash. */
  async filesOf(image: string): Promise<Record<string, string>> {
    const container = await this.run('create', image, 'none');
    try {
      return await this.listExport(container);
    } finally {
      await this.run('rm', container);
    }
  }

  private async listExport(container: string): Promise<Record<string, string>> {
    const child = spawn('docker', ['export', container], { env: this.env, stdio: ['ignore', 'pipe', 'inherit'] });
    const tar = extract();
    child.stdout.pipe(tar);
    const files: Record<string, string> = {};
    for await (const entry of tar) {
      const hash = createHash('sha256');
      for await (const chunk of entry as AsyncIterable<Uint8Array>) hash.update(chunk);
      const { name, type, mode, mtime, linkname, uid, gid } = entry.header;
      if (madeByEngine.test(name)) continue;
      const time = type === 'directory' ? '' : Math.floor((mtime?.getTime() ?? 0) / 1000);
      const content = type === 'file' ? hash.digest('hex').slice(0, 12) : (linkname ?? '');
      files[name] = `${type} ${(mode ?? 0).toString(8)} ${uid}:${gid} ${time} ${content}`;
    }
    return files;
  }
}
