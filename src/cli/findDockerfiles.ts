import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { globToRegExp } from '../core/dockerfile/lint/ignorePatterns.js';
import { UsageError } from './options.js';

const dockerfileName = /^(?:(?:Docker|Container)file(?:\..+)?|.+\.(?:Docker|Container)file)$/i;
const skippedFolders = new Set(['node_modules', '.git', '.hg', '.svn']);

/** The files that paths, folders and patterns mean, each once, in order; `-` stays as it is. */
export async function findDockerfiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const given of paths) found.push(...(await expand(given)));
  return [...new Set(found)];
}

async function expand(given: string): Promise<string[]> {
  if (given === '-') return ['-'];
  const kind = await stat(given).catch(() => undefined);
  if (kind?.isDirectory())
    return walk(given, (file) => dockerfileName.test(path.basename(file)) && !/\.dockerignore$/.test(file));
  if (kind) return [given];
  if (!/[*?[]/.test(given)) throw new UsageError(`There is no file "${given}".`);
  const pattern = globToRegExp(given.replaceAll('\\', '/').replace(/^\.\//, ''));
  const base = staticPart(given);
  return walk(base, (file) => pattern?.test(file.replaceAll('\\', '/').replace(/^\.\//, '')) ?? false);
}

/** The folder above a pattern's first wildcard. */
function staticPart(pattern: string): string {
  const before = pattern.replaceAll('\\', '/').split('/');
  const wild = before.findIndex((part) => /[*?[]/.test(part));
  return before.slice(0, wild).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

async function walk(folder: string, wants: (file: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = folder === '.' ? entry.name : path.join(folder, entry.name);
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) found.push(...(await walk(full, wants)));
    else if (!entry.isDirectory() && wants(full)) found.push(full);
  }
  return found;
}
