import { availableParallelism } from 'node:os';
import type { DockerfileDocument } from '../core/dockerfile/document.js';
import { findShellcheck, ShellcheckProgram } from '../core/dockerfile/lint/shellcheck/program.js';
import { type ShellcheckLookup, ShellcheckResults } from '../core/dockerfile/lint/shellcheck/results.js';

/** Asks the `shellcheck` on the PATH about a file's scripts, several runs at a time; without one there are no answers. */
export async function shellcheckOnPath(): Promise<
  (document: DockerfileDocument) => Promise<ShellcheckLookup | undefined>
> {
  const file = await findShellcheck({ searchPath: process.env['PATH'] ?? '', forbidden: [] });
  const program = file === undefined ? undefined : new ShellcheckProgram(file);
  return async (document) => {
    const results = program && new ShellcheckResults(program.run);
    await results?.update(document, availableParallelism());
    return results?.lookup;
  };
}
