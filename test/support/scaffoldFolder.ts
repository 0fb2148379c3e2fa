import assert from 'node:assert/strict';
import type { ProjectFacts, ProjectKind } from '../../src/core/dockerfile/features/scaffold/project.js';
import { projectKinds, scaffold } from '../../src/core/dockerfile/features/scaffold/scaffold.js';

export type Files = Readonly<Record<string, string>>;

/** A folder with files, and with the folders that those are in. */
export function folder(files: Files): ProjectFacts {
  const names = Object.keys(files);
  const folders = names.flatMap((name) => [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index + 1)));
  return { names: [...new Set([...names, ...folders])], read: (name) => files[name] };
}

/** The kind with an id. */
export const kindOf = (id: string): ProjectKind => projectKinds.find((kind) => kind.id === id) ?? assert.fail(id);

/** The Dockerfile that a folder with these files is given. */
export function dockerfileOf(id: string, files: Files, program?: string): string {
  const answers = { kind: kindOf(id), port: 4321, name: 'x', ...(program !== undefined && { program }) };
  return scaffold(folder(files), answers).Dockerfile;
}
