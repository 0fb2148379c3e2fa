import { RegistryError } from './errors.js';

/** One answer of a long list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent on the last. Only means something to whoever made it. */
  readonly next?: string;
}

/** Fetches the page that begins at the cursor, the first without one. */
export type FetchPage<T> = (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>;

/** Pages in a row without an item, of which servers that filter their lists send some. */
const mostEmptyPages = 100;

/** Every page in turn, fetched when it is asked for; ends when a server sends its pages in a circle. */
export async function* pages<T>(fetchPage: FetchPage<T>, signal?: AbortSignal): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>();
  let empty = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await fetchPage(cursor, signal);
    yield page.items;
    empty = page.items.length > 0 ? 0 : empty + 1;
    if (empty > mostEmptyPages) throw new RegistryError('badAnswer', String(mostEmptyPages), { flaw: 'emptyPages' });
    cursor = page.next;
    if (cursor === undefined || seen.has(cursor)) return;
    seen.add(cursor);
  }
}

const secondMark = 'second ';

/** The first list, or the second where the first page of the first is refused; the cursor remembers which. */
export function firstOr<T>(
  first: FetchPage<T>,
  second: FetchPage<T>,
  isRefusal: (error: unknown) => boolean,
): FetchPage<T> {
  const fromSecond: FetchPage<T> = async (cursor, signal) => {
    const page = await second(cursor, signal);
    return page.next === undefined ? page : { ...page, next: secondMark + page.next };
  };
  return async (cursor, signal) => {
    if (cursor?.startsWith(secondMark)) return fromSecond(cursor.slice(secondMark.length), signal);
    try {
      return await first(cursor, signal);
    } catch (error) {
      if (cursor !== undefined || !isRefusal(error)) throw error;
      return fromSecond(undefined, signal);
    }
  };
}

/** A list that grows a page at a time, when somebody asks for more; remembers its error so that it can be shown. */
export class PagedList<T> {
  readonly items: T[] = [];
  error: unknown;
  private readonly keys = new Set<string>();
  private cursor: string | undefined;
  private started = false;
  private loading: Promise<void> | undefined;

  /** @param keyOf what comes again under a key that is there is left out */
  constructor(
    private readonly fetchPage: FetchPage<T>,
    private readonly keyOf: (item: T) => string,
  ) {}

  /** True when there is nothing left to fetch. */
  get complete(): boolean {
    return this.started && this.cursor === undefined;
  }

  get loaded(): boolean {
    return this.started;
  }

  /** Fetches the next page unless that is happening already; failures end in `error`, aborts change nothing. */
  more(signal?: AbortSignal): Promise<void> {
    this.loading ??= this.fetch(signal).finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async fetch(signal?: AbortSignal): Promise<void> {
    if (this.complete) return;
    this.error = undefined;
    try {
      const page = await this.fetchPage(this.cursor, signal);
      for (const item of page.items) {
        if (this.keys.has(this.keyOf(item))) continue;
        this.keys.add(this.keyOf(item));
        this.items.push(item);
      }
      this.cursor = page.next === this.cursor ? undefined : page.next;
      this.started = true;
    } catch (error) {
      if (signal?.aborted) throw error;
      this.error = error;
    }
  }
}
