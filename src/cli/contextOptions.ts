import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseDockerfile } from '../core/dockerfile/document.js';
import type { LintOptions } from '../core/dockerfile/lint/options.js';
import { UsageError } from './options.js';

/**
 * The .dockerignore that a build of this file would use and, where the context is named, what is at its sources:
 * without a name nobody knows the context, and a file is often linted where its context is not.
 */
export async function contextOptions(
  file: string,
  text: string,
  context: string | undefined,
): Promise<Partial<LintOptions>> {
  if (context !== undefined && !(await isFolder(context))) throw new UsageError(`"${context}" is no folder.`);
  const ignoreFile = await readIgnoreFile(file, context);
  const dockerignore = ignoreFile === undefined ? {} : { dockerignore: ignoreFile.split(/\r?\n/) };
  return context === undefined ? dockerignore : { ...dockerignore, ...(await sourcesIn(context, file, text)) };
}

async function isFolder(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found?.isDirectory() === true;
}

async function readIgnoreFile(file: string, context = file === '-' ? undefined : path.dirname(file)) {
  const own = file === '-' ? [] : [`${file}.dockerignore`];
  for (const name of [...own, ...(context === undefined ? [] : [path.join(context, '.dockerignore')])]) {
    const text = await readFile(name, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What the rules ask is looked up before they run. */
async function sourcesIn(context: string, file: string, text: string): Promise<Pick<LintOptions, 'contextSource'>> {
  const [{ ContextSources }, { contextSourcesOf }] = await Promise.all([
    import('../core/build/contextSources.js'),
    import('../core/dockerfile/features/contextSources.js'),
  ]);
  const dockerfile = file === '-' ? path.join(context, 'Dockerfile') : file;
  const sources = await ContextSources.of(context, dockerfile);
  const paths = new Set(contextSourcesOf(parseDockerfile(text)).map((source) => source.path));
  const states = new Map<string, Awaited<ReturnType<typeof sources.state>>>();
  for (const source of paths) states.set(source, await sources.state(source));
  return { contextSource: (source) => states.get(source) };
}
