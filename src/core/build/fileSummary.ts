import type { ContextEntry } from './context.js';

/** How many files and links there are, how large they are, and the largest of them. */
export interface FileSummary {
  readonly files: number;
  readonly bytes: number;
  /** The largest first, by name where they are alike; never more than ten. */
  readonly largest: readonly Pick<ContextEntry, 'path' | 'size'>[];
  /** True when there was too much to count. */
  readonly isMore: boolean;
}

/** Counts what a walk of a context lists, folders aside. */
export async function summarize(
  batches: AsyncIterable<readonly ContextEntry[]>,
  mostCounted = Number.POSITIVE_INFINITY,
): Promise<FileSummary> {
  let files = 0;
  let bytes = 0;
  let largest: FileSummary['largest'] = [];
  for await (const entries of batches) {
    const found = entries.filter(({ type }) => type !== 'directory').map(({ path, size }) => ({ path, size }));
    files += found.length;
    bytes += found.reduce((total, { size }) => total + size, 0);
    largest = [...largest, ...found].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1)).slice(0, mostNamed);
    if (files >= mostCounted) return { files, bytes, largest, isMore: true };
  }
  return { files, bytes, largest, isMore: false };
}

const mostNamed = 10;
