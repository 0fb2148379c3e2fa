import { type BigIntStats, type Dirent, lstat } from 'node:fs';
import { open, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { judge, type Matchers, type Place, root, unlistedParents } from './contextPlace.js';
import { BuildError, isCode } from './errors.js';
import { type LinkReader, resolveFollowPaths } from './followPaths.js';
import { PatternMatcher } from './patterns.js';

/** One thing in the context. */
export interface ContextEntry {
  /** Relative to the context, `/` between the parts. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'fifo';
  /** Permission, setuid, setgid and sticky bits, as `chmod` takes them. */
  readonly mode: number;
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly modified: bigint;
  /** Where a symbolic link points; it is never followed. */
  readonly link?: string;
}

/** What of the context is wanted. */
export interface ContextFilter {
  /** `.dockerignore` patterns. */
  readonly exclude?: readonly string[] | PatternMatcher;
  /** Patterns of which one must match; everything when empty. */
  readonly include?: readonly string[];
  /** Paths that are wanted together with what links on the way point to. */
  readonly follow?: readonly string[];
}

const batchSize = 256;
const foldersAhead = 2;
const chunkBytes = 256 * 1024;

/** A folder that is sent to a builder. Throws BuildErrors that name the file. */
export class BuildContext implements LinkReader {
  constructor(readonly root: string) {}

  /**
   * Lists in batches, each folder before its content, names in byte order, as BuildKit's receiver needs it.
   * A folder that is not wanted itself is listed when something in it is.
   */
  async *walk(filter: ContextFilter, signal?: AbortSignal): AsyncGenerator<readonly ContextEntry[]> {
    const matchers = await this.matchers(filter);
    let batch: ContextEntry[] = [];
    for await (const entries of this.walkFolder(await this.children(root, matchers), matchers)) {
      signal?.throwIfAborted();
      batch.push(...entries);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  /** The content of a listed file in chunks that belong to the caller, never more bytes than were listed. */
  async *read(entry: ContextEntry, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    if (entry.size === 0) return;
    const fail = (error: unknown) => this.fail(entry.path, error);
    const handle = await open(this.absolute(entry.path)).catch(fail);
    try {
      for (let left = entry.size; left > 0 && !signal?.aborted; ) {
        const chunk = Buffer.allocUnsafe(Math.min(left, chunkBytes));
        const { bytesRead } = await handle.read(chunk, 0, chunk.length).catch(fail);
        if (bytesRead === 0) return;
        left -= bytesRead;
        yield chunk.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  async linkAt(file: string): Promise<string | undefined> {
    return readlink(this.absolute(file)).catch(() => undefined);
  }

  async namesIn(folder: string): Promise<readonly string[]> {
    return readdir(this.absolute(folder)).catch(() => []);
  }

  private async matchers({ exclude = [], include = [], follow = [] }: ContextFilter): Promise<Matchers> {
    const followed = await resolveFollowPaths(follow, this);
    const everything = follow.length > 0 && followed.length === 0;
    const wanted = everything ? [] : [...include, ...followed];
    return {
      ...(exclude instanceof PatternMatcher && { exclude }),
      ...(Array.isArray(exclude) && exclude.length > 0 && { exclude: new PatternMatcher(exclude) }),
      ...(wanted.length > 0 && { include: new PatternMatcher(wanted) }),
    };
  }

  private async *walkFolder(children: readonly Place[], matchers: Matchers): AsyncGenerator<ContextEntry[]> {
    const walked = children.filter(({ entry, isWalked }) => isWalked && entry?.type === 'directory');
    const contents = readAhead(walked, (folder) => this.children(folder, matchers));
    let batch: ContextEntry[] = [];
    for (const child of children) {
      const { entry } = child;
      if (!entry) continue;
      if (child.wanted) batch.push(...unlistedParents(child), entry);
      if (entry.type !== 'directory') continue;
      child.listed = child.wanted;
      if (batch.length > 0) yield batch;
      batch = [];
      if (child.isWalked) yield* this.walkFolder((await contents.next()).value ?? [], matchers);
    }
    if (batch.length > 0) yield batch;
  }

  private async children(folder: Place, matchers: Matchers): Promise<readonly Place[]> {
    const found = await readdir(this.absolute(folder.path), { withFileTypes: true }).catch((error) => {
      if (!folder.wanted || isCode(error, 'ENOENT')) return folder.path === '' ? this.fail('', error) : [];
      return this.fail(folder.path, error);
    });
    const sorted = sortByBytes(found);
    const children: Place[] = [];
    for (let from = 0; from < sorted.length; from += batchSize) {
      const judged = sorted.slice(from, from + batchSize).map((dirent) => judge(folder, dirent, matchers));
      children.push(...(await this.present(judged.filter(({ wanted, isWalked }) => wanted || isWalked))));
    }
    return children;
  }

  /** Those that are there still, with what the disk says of them. */
  private async present(children: readonly Place[]): Promise<readonly Place[]> {
    const stats = await lstatAll(children.map((child) => this.absolute(child.path)));
    for (const [index, child] of children.entries()) child.entry = this.entry(child.path, stats[index]);
    const links = children.filter(({ entry }) => entry?.type === 'symlink');
    await Promise.all(links.map((child) => this.readLink(child)));
    return children.filter(({ entry }) => entry);
  }

  /** Undefined for what has gone since it was listed, and for sockets and devices, which no builder takes. */
  private entry(file: string, stat: BigIntStats | Error | undefined): ContextEntry | undefined {
    if (!stat || stat instanceof Error) return this.gone(file, stat);
    const type = typeOf(stat);
    if (!type) return undefined;
    const size = type === 'file' ? Number(stat.size) : 0;
    return { path: file, type, mode: permissionsOf(stat), size, modified: stat.mtimeNs };
  }

  private async readLink(child: Place): Promise<void> {
    const link = await readlink(this.absolute(child.path)).catch((error) => this.gone(child.path, error));
    child.entry =
      link === undefined ? undefined : child.entry && { ...child.entry, link: link.replaceAll(path.sep, '/') };
  }

  private gone(file: string, error: unknown): undefined {
    // Node reads names as UTF-8; one that is not can be listed but not opened.
    if (file.includes('\uFFFD')) throw new BuildError('nameInvalid', this.absolute(file), { cause: error });
    if (!isCode(error, 'ENOENT')) this.fail(file, error);
  }

  private absolute(file: string): string {
    return path.join(this.root, file);
  }

  private fail(file: string, cause: unknown): never {
    const reason = file === '' && isCode(cause, 'ENOENT', 'ENOTDIR') ? 'contextMissing' : 'unreadable';
    throw new BuildError(reason, this.absolute(file), { cause });
  }
}

/** Reads a few items ahead of the one that is waited for, so that the disk is busy while the ones before are taken. */
async function* readAhead<T, U>(items: readonly T[], read: (item: T) => Promise<U>): AsyncGenerator<U, undefined> {
  const begun: Promise<U>[] = [];
  for (const item of items) {
    const reading = read(item);
    // A failure is told where it is waited for.
    reading.catch(() => undefined);
    begun.push(reading);
    const first = begun.length > foldersAhead ? begun.shift() : undefined;
    if (first) yield first;
  }
  yield* begun;
}

function sortByBytes(dirents: readonly Dirent[]): Dirent[] {
  const keyed = dirents.map((dirent) => ({ dirent, key: Buffer.from(dirent.name) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ dirent }) => dirent);
}

/** What the disk says of each file, or why it does not. A promise each would cost as much as the disk. */
function lstatAll(files: readonly string[]): Promise<readonly (BigIntStats | Error)[]> {
  const answers = new Array<BigIntStats | Error>(files.length);
  let left = files.length;
  return new Promise((resolve) => {
    if (left === 0) resolve(answers);
    for (const [index, file] of files.entries())
      lstat(file, { bigint: true }, (error, stat) => {
        answers[index] = error ?? stat;
        left -= 1;
        if (left === 0) resolve(answers);
      });
  });
}

function typeOf(stat: BigIntStats): ContextEntry['type'] | undefined {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  if (stat.isSymbolicLink()) return 'symlink';
  return stat.isFIFO() ? 'fifo' : undefined;
}

/** Windows has no executable bit, so everything gets it, as the docker CLI does. */
function permissionsOf(stat: BigIntStats): number {
  const mode = Number(stat.mode) & 0o7777;
  return process.platform === 'win32' ? (mode | 0o111) & 0o755 : mode;
}
