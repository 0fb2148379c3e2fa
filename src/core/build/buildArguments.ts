import type { DockerfileDocument } from '../dockerfile/document.js';

/** Names of all `ARG`s of a Dockerfile with their defaults, empty where there is none. */
export function declaredArguments({ instructions }: DockerfileDocument): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { keyword, properties } of instructions) {
    if (keyword !== 'ARG') continue;
    for (const { name, value = '' } of properties) if (!found.get(name)) found.set(name, value);
  }
  return found;
}
