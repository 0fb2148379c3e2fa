import { type FetchPage, PagedList } from '../registry/page.js';
import type { RepositorySummary, TagFacts, TagSummary } from '../registry/summaries.js';
import type { OrderedTag } from '../registry/tagOrder.js';

/** How many rows of a list show at first, and more at each wish for more. */
export const pageOfRows = 100;
const mostPagesAgain = 10;

/** What becomes a row: a repository, or a tag with its aliases. */
export type RegistryItem = RepositorySummary | OrderedTag;

/** An opened list of repositories or tags. */
export class RegistryList {
  readonly paged: PagedList<RepositorySummary | TagSummary>;
  loading = false;
  /** The items that match, in order, as long as nothing new was loaded. */
  arranged: { readonly of: number; readonly items: readonly RegistryItem[] } | undefined;
  /** What was read of tags beyond what the list tells; at most of as many as rows may show. */
  readonly facts = new Map<string, TagFacts>();

  /** @param window how many rows may show */
  constructor(
    fetchPage: FetchPage<RepositorySummary | TagSummary>,
    public window: number,
  ) {
    this.paged = new PagedList(fetchPage, (item) => ('path' in item ? item.path : item.name));
  }

  /** Fetches the first page; of a list that comes back, as many as showed before. */
  async open(): Promise<void> {
    const { paged, window } = this;
    for (let page = 0; page < mostPagesAgain; page += 1) {
      await paged.more();
      const enough = window === pageOfRows || paged.items.length >= window;
      if (paged.error !== undefined || paged.complete || enough) return;
    }
  }

  /** Reckons the items anew if more were loaded or they were forgotten. */
  arrange(order: () => readonly RegistryItem[]): readonly RegistryItem[] {
    const of = this.paged.items.length;
    if (this.arranged?.of !== of) this.arranged = { of, items: order() };
    return this.arranged.items;
  }

  /** Tells which of the tags that show now are to be read; never more than rows may show, however many turn out to share one. */
  unreadTags(): () => readonly string[] {
    const shown = (this.arranged?.items.slice(0, this.window) ?? []) as readonly OrderedTag[];
    const bare = shown.flatMap(({ tag }) => (tag.digest === undefined ? tag.name : []));
    return () => bare.filter((tag) => !this.facts.has(tag)).slice(0, Math.max(0, this.window - this.facts.size));
  }

  /** Takes what was read of tags. */
  learn(found: ReadonlyMap<string, TagFacts>): void {
    for (const [tag, facts] of found) this.facts.set(tag, facts);
    this.arranged = undefined;
  }
}
