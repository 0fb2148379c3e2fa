import type { RepositorySummary, TagSummary } from '../registry/summaries.js';
import { groupAliases, type OrderedTag, orderTags } from '../registry/tagOrder.js';
import { holds } from './filter.js';
import type { RegistryList } from './registryList.js';

/** The loaded tags of a repository in order, those that match all words; all where the repository itself does. */
export function arrangeTags(
  path: string,
  { paged, facts }: RegistryList,
  newestFirst: boolean,
  words: readonly string[],
): readonly OrderedTag[] {
  const known = (paged.items as readonly TagSummary[]).map((tag) => {
    const read = facts.get(tag.name);
    return read ? { ...tag, ...read } : tag;
  });
  const tags = groupAliases(orderTags(known, newestFirst));
  if (matches(path, words)) return tags;
  return tags.filter((row) => anyMatches(path, [row.tag.name, ...row.aliases], words));
}

/** The loaded repositories that match all words, or one of whose loaded tags does. */
export function arrangeRepositories(
  { paged }: RegistryList,
  words: readonly string[],
  tagsOf: (path: string) => RegistryList | undefined,
): readonly RepositorySummary[] {
  const tagNames = (path: string) =>
    ((tagsOf(path)?.paged.items ?? []) as readonly TagSummary[]).map(({ name }) => name);
  return (paged.items as readonly RepositorySummary[]).filter(
    ({ path }) => matches(path, words) || anyMatches(path, tagNames(path), words),
  );
}

function matches(text: string, words: readonly string[]): boolean {
  return words.every((word) => holds(text, word));
}

function anyMatches(path: string, tags: readonly string[], words: readonly string[]): boolean {
  return tags.some((tag) => matches(`${path}:${tag}`, words));
}
