import type { DockerfileDocument } from '../document.js';

/** Makes a function that works out its result once for each document and keeps it as long as that lives. */
export function oncePerDocument<T>(compute: (document: DockerfileDocument) => T): (document: DockerfileDocument) => T {
  const known = new WeakMap<DockerfileDocument, { readonly result: T }>();
  return (document) => {
    const before = known.get(document);
    if (before) return before.result;
    const result = compute(document);
    known.set(document, { result });
    return result;
  };
}
