/** Follows what bundled files load. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const atOnce = /(?<!\.then\(\(\)\s*=>\s*[\w$]*\(?)require\("(\.[^"]+)"\)/g;

/** The files that load with a file at once: itself and what it requires, but not what it imports later. */
export function loadedWith(file, known = new Set()) {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, target] of readFileSync(file, 'utf8').matchAll(atOnce)) {
    loadedWith(path.resolve(path.dirname(file), target), known);
  }
  return known;
}
