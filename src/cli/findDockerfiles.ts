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
    return walk(given, (file) => dockerfileName.test(path.basename(file)) && !isIgnoreFile(file));
  if (kind) return [given];
  if (!/[*?[{]/.test(given)) throw new UsageError(`There is no file "${given}".`);
  const found: string[] = [];
  for (const pattern of expandBraces(given.replaceAll('\\', '/'))) found.push(...(await matching(pattern)));
  if (found.length === 0) throw new UsageError(`No file matches "${given}".`);
  return found;
}

async function matching(pattern: string): Promise<string[]> {
  const expression = globToRegExp(pattern.replace(/^\.\//, ''));
  const wants = (file: string) => expression?.test(file.replaceAll('\\', '/').replace(/^\.\//, '')) ?? false;
  return walk(staticPart(pattern), (file) => wants(file) && !isIgnoreFile(file));
}

function isIgnoreFile(file: string): boolean {
  return file.endsWith('.dockerignore');
}

/** The patterns that one with `{a,b}` stands for, innermost braces first. */
function expandBraces(pattern: string): string[] {
  const [braces, choices = ''] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (braces === undefined) return [pattern];
  return choices.split(',').flatMap((choice) => expandBraces(pattern.replace(braces, () => choice)));
}

/** The folder above a pattern's first wildcard. */
function staticPart(pattern: string): string {
  const before = pattern.split('/');
  const wild = before.findIndex((part) => /[*?[]/.test(part));
  return before.slice(0, wild === -1 ? -1 : wild).join('/') || (pattern.startsWith('/') ? '/' : '.');
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
