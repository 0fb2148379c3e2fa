import path from 'node:path';
import { PatternMatcher } from './patterns.js';

/** The two questions that resolving links asks of a folder; paths are relative to it. */
export interface LinkReader {
  /** Where the symbolic link at the path points; undefined when there is none. */
  linkAt(file: string): Promise<string | undefined>;
  /** Names in a folder; none when it is not there. */
  namesIn(folder: string): Promise<readonly string[]>;
}

/**
 * Paths (with `*` allowed) and what the links on the way to them point to, as include patterns.
 * Empty when everything is wanted. Links stay inside: an absolute target and `..` begin again at the context's root.
 * Source: https://github.com/tonistiigi/fsutil/blob/master/followlinks.go
 */
export async function resolveFollowPaths(paths: readonly string[], reader: LinkReader): Promise<string[]> {
  const resolved = new Set<string>();
  for (const wanted of paths) await follow(relative(wanted), reader, resolved);
  const sorted = [...resolved].sort();
  if (sorted.includes('.')) return [];
  return sorted.filter((file) => !sorted.some((other) => file.startsWith(`${other}/`)));
}

async function follow(wanted: string, reader: LinkReader, resolved: Set<string>): Promise<void> {
  const parts = wanted.split('/');
  for (const index of parts.keys()) {
    const current = parts.slice(0, index + 1).join('/');
    const rest = parts.slice(index + 1);
    const targets = await targetsOf(current, reader);
    if (targets.length === 0 && rest.length > 0) continue;
    if (resolved.has(current)) return;
    resolved.add(current);
    for (const target of targets) await follow(relative([target, ...rest].join('/')), reader, resolved);
    return;
  }
}

async function targetsOf(file: string, reader: LinkReader): Promise<string[]> {
  const folder = path.posix.dirname(file);
  const base = path.posix.basename(file);
  if (!/[*?[]/.test(base)) return linkTargets(file, reader);
  const pattern = new PatternMatcher([base]);
  const names = (await reader.namesIn(folder)).filter((name) => pattern.match(name).matched);
  return (await Promise.all(names.map((name) => linkTargets(path.posix.join(folder, name), reader)))).flat();
}

async function linkTargets(file: string, reader: LinkReader): Promise<string[]> {
  const link = await reader.linkAt(file);
  if (link === undefined) return [];
  return [link.startsWith('/') ? link : path.posix.join('/', path.posix.dirname(file), link)];
}

/** Inside the context: no leading slash, no `..`. */
function relative(file: string): string {
  const inside = path.posix.join('/', file).slice(1).replace(/\/$/, '');
  return inside === '' ? '.' : inside;
}
