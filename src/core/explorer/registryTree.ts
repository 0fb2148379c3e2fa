import { Emitter } from '../base/event.js';
import { type FetchPage, PagedList } from '../registry/page.js';
import type { RepositorySummary, TagFacts, TagSummary } from '../registry/summaries.js';
import type { TagDetails } from '../registry/tagDetails.js';
import { groupAliases, type OrderedTag, orderTags } from '../registry/tagOrder.js';
import { holds } from './filter.js';
import { imageChildren, partChildren, tagChildren } from './kinds/detail.js';
import type { DetailNode, MoreNode, NamespaceNode, RegistryTreeNode, RepositoryNode, TagNode } from './node.js';
import type { RegistryTreeSource } from './registryTreeSource.js';
import { TagReading } from './tagReading.js';

const pageOfRows = 100;
const mostPagesAgain = 10;

type Item = RepositorySummary | OrderedTag;

interface List {
  readonly paged: PagedList<RepositorySummary | TagSummary>;
  /** How many rows may show. */
  window: number;
  loading: boolean;
  /** The items that match, in order, as long as nothing new was loaded. */
  arranged: { readonly of: number; readonly items: readonly Item[] } | undefined;
  /** What was read of tags beyond what the list tells; at most of as many as rows may show. */
  readonly facts: Map<string, TagFacts>;
}

/** The tree of registries, repositories, tags and what is in them: read when opened, a page at a time. */
export class RegistryTree {
  private readonly nodes = new Map<
    string,
    { readonly node: RegistryTreeNode; readonly parent: RegistryTreeNode | undefined }
  >();
  private readonly lists = new Map<string, List>();
  private readonly windows = new Map<string, number>();
  private readonly changes = new Emitter<readonly RegistryTreeNode[] | undefined>();
  private words: readonly string[] = [];
  private known: ReturnType<RegistryTreeSource['registries']> | undefined;
  private readonly collapsed = new Set<string>();
  private hidden = false;
  private readonly reading = new TagReading((id) => this.isSeen(id));
  readonly onDidChange = this.changes.event;

  constructor(private readonly source: RegistryTreeSource) {}

  parent(node: RegistryTreeNode): RegistryTreeNode | undefined {
    return this.nodes.get(node.id)?.parent;
  }

  async children(parent: RegistryTreeNode | undefined): Promise<readonly RegistryTreeNode[]> {
    try {
      return await this.read(parent);
    } catch (error) {
      return [this.problem(parent, error)];
    }
  }

  /** Shows only repositories and tags with all these words; the rest of the rows stays. */
  filter(text: string): void {
    this.words = text.toLowerCase().split(/\s+/).filter(Boolean);
    this.rearrange();
  }

  /** Sorts and filters again what is loaded. */
  rearrange(): void {
    for (const list of this.lists.values()) list.arranged = undefined;
    this.changes.fire(undefined);
  }

  /** Shows the next rows of a list, fetching them if need be. */
  async more(node: MoreNode): Promise<void> {
    const list = this.lists.get(node.parentId);
    const parent = this.nodes.get(node.parentId)?.node;
    if (!list || !parent || list.loading) return;
    list.window += pageOfRows;
    this.windows.set(node.parentId, list.window);
    if (list.window > list.paged.items.length && !list.paged.complete) {
      list.loading = true;
      this.changes.fire([parent]);
      await list.paged.more();
      list.loading = false;
    }
    this.changes.fire([parent]);
  }

  /** Remembers which rows are collapsed: the tags below are not read meanwhile. */
  collapse(node: RegistryTreeNode, isCollapsed: boolean): void {
    if (isCollapsed) this.collapsed.add(node.id);
    else this.collapsed.delete(node.id);
    this.reading.follow();
  }

  /** The same for the whole tree. */
  hide(isHidden: boolean): void {
    this.hidden = isHidden;
    this.reading.follow();
  }

  private isSeen(id: string): boolean {
    if (this.hidden || this.collapsed.has(id)) return false;
    const parent = this.nodes.get(id)?.parent;
    return !parent || this.isSeen(parent.id);
  }

  /** The row of a registry that has been shown. */
  registry(host: string): RegistryTreeNode | undefined {
    return this.nodes.get(`registry ${host}`)?.node;
  }

  /** The row of a repository that has been shown. */
  repository(host: string, path: string): RegistryTreeNode | undefined {
    return this.nodes.get(`repository ${host}/${path}`)?.node;
  }

  /** Asks again for what failed; what was loaded before it stays. */
  async retry(problem: RegistryTreeNode): Promise<void> {
    const parent = this.parent(problem);
    const paged = parent && this.lists.get(parent.id)?.paged;
    if (!paged?.loaded) return this.refresh(parent);
    await paged.more();
    this.changes.fire([parent as RegistryTreeNode]);
  }

  /** Reads what is below a row again; everything without one. Opened lists come back as long as they were. */
  refresh(node?: RegistryTreeNode): void {
    if (!node) this.known = undefined;
    for (const id of [...this.lists.keys()])
      if (!node || id === node.id || this.isBelow(id, node.id)) this.lists.delete(id);
    this.changes.fire(node && [node]);
  }

  /** Looks again which tags the engine has, and draws those rows whose answer is another. */
  relocate(): void {
    const changed: RegistryTreeNode[] = [];
    for (const { node } of this.nodes.values()) {
      if (node.kind !== 'tag') continue;
      const local = this.localOf(node);
      if (local === node.local) continue;
      Object.assign(node, { local });
      changed.push(node);
    }
    if (changed.length > 0) this.changes.fire(changed);
  }

  private isBelow(id: string, ancestor: string): boolean {
    for (let at = this.nodes.get(id)?.parent; at; at = this.parent(at)) if (at.id === ancestor) return true;
    return false;
  }

  private async read(parent: RegistryTreeNode | undefined): Promise<readonly RegistryTreeNode[]> {
    switch (parent?.kind) {
      case undefined:
        return this.roots();
      case 'registry':
        return this.ofRegistry(parent.host, parent);
      case 'namespace':
        return this.listRows(parent, () => this.source.repositories(parent.host, parent.name));
      case 'repository':
        return this.listRows(parent, () => this.source.tags(parent.host, parent.path));
      case 'tag':
        return this.keep(parent, await this.ofTag(parent));
      case 'detail':
        return this.keep(parent, await this.ofDetail(parent));
      default:
        return [];
    }
  }

  /** What a tag points at; its row may look otherwise once that is known. */
  async details(node: TagNode): Promise<TagDetails> {
    const details = await this.source.details(node.host, node.path, node.tag);
    if (details.artifactType && !node.artifactType) {
      Object.assign(node, { artifactType: details.artifactType });
      this.changes.fire([node]);
    }
    this.relocate();
    return details;
  }

  private async roots(): Promise<readonly RegistryTreeNode[]> {
    this.known ??= this.source.registries();
    const { registries, problems } = await this.known;
    const rows = registries.map((listing) =>
      this.put(undefined, { kind: 'registry', id: `registry ${listing.host}`, ...listing }),
    );
    const failures = problems.map((error, index) => this.problem(undefined, error, index));
    const hint = registries.length > 1 ? [] : [this.put(undefined, { kind: 'registryHint', id: 'hint' })];
    return [...rows, ...failures, ...hint];
  }

  private async ofRegistry(host: string, parent: RegistryTreeNode): Promise<readonly RegistryTreeNode[]> {
    const namespaces = await this.source.namespaces(host);
    if (!namespaces) return this.listRows(parent, () => this.source.repositories(host, undefined));
    return namespaces.map((name) =>
      this.put<NamespaceNode>(parent, { kind: 'namespace', id: `namespace ${host}/${name}`, host, name }),
    );
  }

  private async ofTag(node: TagNode): Promise<readonly DetailNode[]> {
    const details = await this.details(node);
    const reading = this.source.attached(node.host, node.path, details.digest);
    const attached = await reading.catch((error: unknown) => this.source.explain(error).message);
    return tagChildren(node, details, attached);
  }

  private async ofDetail(node: DetailNode): Promise<readonly DetailNode[]> {
    const { children, opens, host, path } = node;
    if (!opens) return children ?? [];
    if (opens.what === 'parts') return partChildren(node, await this.source.parts(host, path, opens.digest));
    const image = await this.source.image(host, path, opens.digest);
    return image ? imageChildren(node, image) : [];
  }

  private async listRows(
    parent: RegistryTreeNode,
    fetchPage: () => FetchPage<RepositorySummary | TagSummary>,
  ): Promise<readonly RegistryTreeNode[]> {
    const list = this.lists.get(parent.id) ?? this.newList(parent.id, fetchPage());
    const { paged } = list;
    if (!paged.loaded && paged.error === undefined) await this.firstPages(list);
    if (list.arranged?.of !== paged.items.length)
      list.arranged = { of: paged.items.length, items: this.arrange(parent, paged.items, list.facts) };
    const { items } = list.arranged;
    if (parent.kind === 'repository') this.readTags(parent, list);
    const shown = items.slice(0, list.window).map((item) => this.put(parent, this.nodeOf(parent, item)));
    const failure = paged.error === undefined ? [] : [this.problem(parent, paged.error)];
    const isAll = paged.complete && shown.length === items.length;
    const more = isAll || failure.length > 0 ? [] : [this.moreNode(parent, list, shown.length)];
    return [...shown, ...failure, ...more];
  }

  private newList(id: string, fetchPage: FetchPage<RepositorySummary | TagSummary>): List {
    const window = this.windows.get(id) ?? pageOfRows;
    const list: List = {
      paged: new PagedList(fetchPage, (item) => ('path' in item ? item.path : item.name)),
      window,
      loading: false,
      arranged: undefined,
      facts: new Map(),
    };
    this.lists.set(id, list);
    return list;
  }

  private async firstPages({ paged, window }: List): Promise<void> {
    for (let page = 0; page < mostPagesAgain; page += 1) {
      await paged.more();
      const enough = window === pageOfRows || paged.items.length >= window;
      if (paged.error !== undefined || paged.complete || enough) return;
    }
  }

  private moreNode(parent: RegistryTreeNode, list: List, shown: number): RegistryTreeNode {
    const host = 'host' in parent ? parent.host : '';
    const partial = parent.kind === 'repository' && !list.paged.complete;
    const node = { kind: 'more' as const, id: `more ${parent.id}`, host, parentId: parent.id, shown, partial };
    return this.put(parent, { ...node, loading: list.loading });
  }

  /** Reads the tags that show, never more of them than rows may show, however many turn out to share one row. */
  private readTags(repository: RepositoryNode, list: List): void {
    const { id, host, path } = repository;
    const shown = (list.arranged?.items.slice(0, list.window) ?? []) as readonly OrderedTag[];
    const bare = shown.flatMap(({ tag }) => (tag.digest === undefined ? tag.name : []));
    this.reading.want(id, {
      next: () => {
        if (this.lists.get(id) !== list || !this.source.facts(host, path)) return [];
        return bare.filter((tag) => !list.facts.has(tag)).slice(0, Math.max(0, list.window - list.facts.size));
      },
      read: async (tag, signal) => (await this.source.facts(host, path)?.(tag, signal)) ?? {},
      learn: (found) => {
        for (const [tag, facts] of found) list.facts.set(tag, facts);
        list.arranged = undefined;
        this.changes.fire([repository]);
      },
    });
  }

  private arrange(
    parent: RegistryTreeNode,
    items: readonly (RepositorySummary | TagSummary)[],
    facts: ReadonlyMap<string, TagFacts>,
  ): readonly Item[] {
    if (parent.kind === 'repository') {
      const { path } = parent;
      const known = (items as readonly TagSummary[]).map((tag) => ({ ...tag, ...facts.get(tag.name) }));
      const tags = groupAliases(orderTags(known, this.source.newestFirst()));
      return this.matches(path) ? tags : tags.filter((row) => this.anyMatches(path, [row.tag.name, ...row.aliases]));
    }
    const { host } = parent as NamespaceNode;
    const repositories = items as readonly RepositorySummary[];
    return repositories.filter(({ path }) => this.matches(path) || this.hasLoaded(host, path));
  }

  private nodeOf(parent: RegistryTreeNode, item: Item): RegistryTreeNode {
    const { host } = parent as NamespaceNode;
    if ('path' in item) {
      const { path } = item;
      const abilities = this.source.abilities(host, path);
      return { kind: 'repository', id: `repository ${host}/${path}`, host, path, summary: item, abilities };
    }
    const { path } = parent as RepositoryNode;
    const abilities = this.source.abilities(host, path);
    const { tag: summary, aliases } = item;
    const { name: tag } = summary;
    const local = this.localOf({ host, path, tag, aliases, summary });
    const id = `tag ${host}/${path}:${tag}`;
    const { artifactType } = summary;
    const node = { kind: 'tag' as const, id, host, path, tag, aliases, summary, abilities, local };
    return artifactType === undefined ? node : { ...node, artifactType };
  }

  /** The engine may have the image under any name of the row. */
  private localOf({
    host,
    path,
    tag,
    aliases,
    summary,
  }: Pick<TagNode, 'host' | 'path' | 'tag' | 'aliases' | 'summary'>): TagNode['local'] {
    const found = [tag, ...aliases].map((name) => this.source.local(host, path, name, summary.digest));
    return found.find((local) => local === 'here') ?? found[0];
  }

  private matches(text: string): boolean {
    return this.words.every((word) => holds(text, word));
  }

  private anyMatches(path: string, tags: readonly string[]): boolean {
    return tags.some((tag) => this.matches(`${path}:${tag}`));
  }

  /** A repository stays while one of its loaded tags matches. */
  private hasLoaded(host: string, path: string): boolean {
    const tags = (this.lists.get(`repository ${host}/${path}`)?.paged.items ?? []) as readonly TagSummary[];
    return this.anyMatches(
      path,
      tags.map(({ name }) => name),
    );
  }

  private problem(parent: RegistryTreeNode | undefined, error: unknown, index = 0): RegistryTreeNode {
    const host = parent && 'host' in parent ? parent.host : '';
    const id = `problem ${index} ${parent?.id ?? ''}`;
    return this.put(parent, {
      kind: 'registryProblem',
      id,
      host,
      parentId: parent?.id ?? '',
      ...this.source.explain(error),
    });
  }

  private keep(parent: RegistryTreeNode, nodes: readonly DetailNode[]): readonly RegistryTreeNode[] {
    return nodes.map((node) => this.put(parent, node));
  }

  /** The editor knows a row by its object: what is new is poured into the one that is shown already. */
  private put<N extends RegistryTreeNode>(parent: RegistryTreeNode | undefined, node: N): RegistryTreeNode {
    const known = this.nodes.get(node.id)?.node;
    const live = known ? Object.assign(known, node) : node;
    this.nodes.set(node.id, { node: live, parent });
    return live;
  }
}
