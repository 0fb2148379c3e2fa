import { mapLimited } from './async.js';
import { isAbort } from './errors.js';

/** What became of each item of a batch. */
export interface BatchResult<T> {
  readonly done: readonly T[];
  readonly failed: readonly { readonly item: T; readonly error: unknown }[];
  /** Given up because the person cancelled. */
  readonly cancelled: readonly T[];
}

/** Runs a task on every item, a few at once; one failure stops no other, a cancel starts no further one. */
export async function runAll<T>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<BatchResult<T>> {
  const results = await mapLimited(items, limit, async (item) => {
    signal?.throwIfAborted();
    await task(item);
  });
  const done: T[] = [];
  const failed: { item: T; error: unknown }[] = [];
  const cancelled: T[] = [];
  for (const [index, item] of items.entries()) {
    const result = results[index];
    if (result?.status !== 'rejected') done.push(item);
    else if (isAbort(result.reason)) cancelled.push(item);
    else failed.push({ item, error: result.reason });
  }
  return { done, failed, cancelled };
}
