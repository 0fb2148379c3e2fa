import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BuildError, isCode } from './errors.js';
import { parseIgnoreFile } from './patterns.js';

/** The ignore patterns in force for a Dockerfile: of `<Dockerfile>.dockerignore` if there is one, else of `.dockerignore`. */
export async function readIgnorePatterns(
  contextDir: string,
  dockerfile: string,
): Promise<{ readonly patterns: readonly string[]; readonly isOwn: boolean }> {
  const own = await readOptional(`${dockerfile}.dockerignore`);
  const text = own ?? (await readOptional(path.join(contextDir, '.dockerignore'))) ?? '';
  return { patterns: parseIgnoreFile(text), isOwn: own !== undefined };
}

/** The Dockerfile's bytes; throws `dockerfileMissing` or `unreadable`. */
export async function readDockerfile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new BuildError(isCode(cause, 'ENOENT') ? 'dockerfileMissing' : 'unreadable', file, { cause });
  }
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw new BuildError('unreadable', file, { cause });
  }
}
