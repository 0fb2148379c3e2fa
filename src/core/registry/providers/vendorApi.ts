import { RegistryError } from '../errors.js';
import type { Json, JsonApi } from '../jsonApi.js';
import type { FetchPage } from '../page.js';

/**
 * A list whose pages have numbers; the first that is not full is the last.
 * @param list its path, with the size of a page in its query
 */
export function numberedPages<T>(
  api: JsonApi,
  list: string,
  size: number,
  read: (entry: Json) => readonly T[],
): FetchPage<T> {
  return async (cursor = '1', signal) => {
    const entries = await api.list(`${list}&page=${cursor}`, signal);
    const items = entries.flatMap(read);
    return entries.length === size ? { items, next: String(Number(cursor) + 1) } : { items };
  };
}

/** True where the login may not read something, or nobody is told that it is there. */
export function isRefusal(error: unknown): boolean {
  return RegistryError.is(error, 'unauthorized', 'denied', 'notFound');
}
