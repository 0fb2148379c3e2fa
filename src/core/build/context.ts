import { type BigIntStats, type Dirent, lstat as lstatCallback } from 'node:fs';
import { open, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { BuildError, isCode } from './errors.js';
import { type LinkReader, resolveFollowPaths } from './followPaths.js';
import { type Match, PatternMatcher } from './patterns.js';

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

interface Matchers {
  readonly exclude?: PatternMatcher;
  readonly include?: PatternMatcher;
}

/** A folder on the way to the entry in hand. */
interface Folder {
  readonly path: string;
  readonly parent?: Folder;
  /** Undefined at the root, which is never listed itself. */
  readonly entry?: ContextEntry;
  readonly exclude?: Match;
  readonly include?: Match;
  readonly wanted: boolean;
  listed: boolean;
}

const batchSize = 256;
const chunkBytes = 256 * 1024;
// Half the price of the promise variant; a big context asks this 50,000 times.
const lstat = promisify<string, { bigint: true }, BigIntStats>(lstatCallback);

/** A folder that is sent to a builder. Throws BuildErrors that name the file. */
export class BuildContext implements LinkReader {
  constructor(readonly root: string) {}

  /**
   * Lists in batches, each folder before its content, names in byte order, as BuildKit's receiver needs it.
   * A folder that is not wanted itself is listed when something in it is.
   */
  async *walk(filter: ContextFilter, signal?: AbortSignal): AsyncGenerator<readonly ContextEntry[]> {
    const root: Folder = { path: '', wanted: true, listed: true };
    let batch: ContextEntry[] = [];
    for await (const entries of this.walkFolder(root, await this.matchers(filter))) {
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

  private async *walkFolder(folder: Folder, matchers: Matchers): AsyncGenerator<ContextEntry[]> {
    const children = await this.children(folder, matchers);
    let batch: ContextEntry[] = [];
    for (const child of children) {
      const { entry } = child;
      if (!entry) continue;
      if (child.wanted) batch.push(...unlistedParents(child), entry);
      if (entry.type !== 'directory') continue;
      child.listed = child.wanted;
      if (batch.length > 0) yield batch;
      batch = [];
      if (mayHoldWanted(child, matchers)) yield* this.walkFolder(child, matchers);
    }
    if (batch.length > 0) yield batch;
  }

  private async children(folder: Folder, matchers: Matchers): Promise<Folder[]> {
    const found = await readdir(this.absolute(folder.path), { withFileTypes: true }).catch((error) => {
      if (!folder.wanted || isCode(error, 'ENOENT')) return folder.path === '' ? this.fail('', error) : [];
      return this.fail(folder.path, error);
    });
    const candidates = sortByBytes(found).flatMap((dirent) => {
      const child = judge(folder, dirent, matchers);
      return child.wanted || (dirent.isDirectory() && mayHoldWanted(child, matchers)) ? [child] : [];
    });
    const entries = await Promise.all(candidates.map((child) => this.entry(child.path)));
    return candidates.flatMap((child, index) => {
      const entry = entries[index];
      return entry ? [{ ...child, entry }] : [];
    });
  }

  /** Undefined for what has gone since it was listed, and for sockets and devices, which no builder takes. */
  private async entry(file: string): Promise<ContextEntry | undefined> {
    try {
      const stat = await lstat(this.absolute(file), { bigint: true });
      const type = typeOf(stat);
      if (!type) return undefined;
      const link = type === 'symlink' ? await readlink(this.absolute(file)) : undefined;
      return {
        path: file,
        type,
        mode: permissionsOf(stat),
        size: type === 'file' ? Number(stat.size) : 0,
        modified: stat.mtimeNs,
        ...(link !== undefined && { link: link.replaceAll(path.sep, '/') }),
      };
    } catch (error) {
      // Node reads names as UTF-8; one that is not can be listed but not opened.
      if (file.includes('\uFFFD')) throw new BuildError('nameInvalid', this.absolute(file), { cause: error });
      if (isCode(error, 'ENOENT')) return undefined;
      return this.fail(file, error);
    }
  }

  private absolute(file: string): string {
    return path.join(this.root, file);
  }

  private fail(file: string, cause: unknown): never {
    const reason = file === '' && isCode(cause, 'ENOENT', 'ENOTDIR') ? 'contextMissing' : 'unreadable';
    throw new BuildError(reason, this.absolute(file), { cause });
  }
}

function judge(folder: Folder, dirent: Dirent, matchers: Matchers): Folder {
  const file = folder.path === '' ? dirent.name : `${folder.path}/${dirent.name}`;
  const exclude = matchers.exclude?.match(file, folder.exclude);
  const include = matchers.include?.match(file, folder.include);
  return {
    path: file,
    parent: folder,
    wanted: !exclude?.matched && include?.matched !== false,
    listed: false,
    ...(exclude && { exclude }),
    ...(include && { include }),
  };
}

function mayHoldWanted({ path: file, exclude, include }: Folder, matchers: Matchers): boolean {
  if (exclude?.matched && !matchers.exclude?.mayChangeBelow(file, exclude)) return false;
  return include?.matched !== false || matchers.include?.mayChangeBelow(file, include) === true;
}

/** Folders above that were passed over so far, the outermost first. */
function unlistedParents(child: Folder): ContextEntry[] {
  const parents: ContextEntry[] = [];
  for (let folder = child.parent; folder && !folder.listed; folder = folder.parent) {
    folder.listed = true;
    if (folder.entry) parents.unshift(folder.entry);
  }
  return parents;
}

function sortByBytes(dirents: readonly Dirent[]): Dirent[] {
  const keyed = dirents.map((dirent) => ({ dirent, key: Buffer.from(dirent.name) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ dirent }) => dirent);
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
