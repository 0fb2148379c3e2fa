import { Emitter } from '../base/event.js';
import type { FetchPage } from '../registry/page.js';
import type { RepositorySummary, TagSummary } from '../registry/summaries.js';
import type { TagDetails } from '../registry/tagDetails.js';
import { imageChildren, partChildren, tagChildren } from './kinds/detail.js';
import type { DetailNode, MoreNode, NamespaceNode, RegistryTreeNode, RepositoryNode, TagNode } from './node.js';
import { arrangeRepositories, arrangeTags } from './registryArrange.js';
import { pageOfRows, type RegistryItem, RegistryList } from './registryList.js';
import { localOf, repositoryRow, tagRow } from './registryRows.js';
import type { RegistryTreeSource } from './registryTreeSource.js';
import { ShownRows } from './shownRows.js';
import { TagReading } from './tagReading.js';

/** The tree of registries, repositories, tags and what is in them: read when opened, a page at a time. */
export class RegistryTree {
  private readonly rows = new ShownRows();
  private readonly lists = new Map<string, RegistryList>();
  private readonly windows = new Map<string, number>();
  private readonly changes = new Emitter<readonly RegistryTreeNode[] | undefined>();
  private words: readonly string[] = [];
  private known: ReturnType<RegistryTreeSource['registries']> | undefined;
  private readonly reading = new TagReading((id) => this.rows.isSeen(id));
  readonly onDidChange = this.changes.event;

  constructor(private readonly source: RegistryTreeSource) {}

  parent(node: RegistryTreeNode): RegistryTreeNode | undefined {
    return this.rows.parent(node.id);
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
    const parent = this.rows.find(node.parentId);
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
    this.rows.collapse(node.id, isCollapsed);
    this.reading.follow();
  }

  /** The same for the whole tree. */
  hide(isHidden: boolean): void {
    this.rows.hidden = isHidden;
    this.reading.follow();
  }

  /** The row of a registry that has been shown. */
  registry(host: string): RegistryTreeNode | undefined {
    return this.rows.find(`registry ${host}`);
  }

  /** The row of a repository that has been shown. */
  repository(host: string, path: string): RegistryTreeNode | undefined {
    return this.rows.find(`repository ${host}/${path}`);
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
      if (!node || id === node.id || this.rows.isBelow(id, node.id)) this.lists.delete(id);
    this.changes.fire(node && [node]);
  }

  /** Looks again which tags the engine has, and draws those rows whose answer is another. */
  relocate(): void {
    const changed: RegistryTreeNode[] = [];
    for (const node of this.rows.all()) {
      if (node.kind !== 'tag') continue;
      const local = localOf(this.source, node);
      if (local === node.local) continue;
      Object.assign(node, { local });
      changed.push(node);
    }
    if (changed.length > 0) this.changes.fire(changed);
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
      this.rows.put(undefined, { kind: 'registry', id: `registry ${listing.host}`, ...listing }),
    );
    const failures = problems.map((error, index) => this.problem(undefined, error, index));
    const hint = registries.length > 1 ? [] : [this.rows.put(undefined, { kind: 'registryHint', id: 'hint' })];
    return [...rows, ...failures, ...hint];
  }

  private async ofRegistry(host: string, parent: RegistryTreeNode): Promise<readonly RegistryTreeNode[]> {
    const namespaces = await this.source.namespaces(host);
    if (!namespaces) return this.listRows(parent, () => this.source.repositories(host, undefined));
    return namespaces.map((name) =>
      this.rows.put<NamespaceNode>(parent, { kind: 'namespace', id: `namespace ${host}/${name}`, host, name }),
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
    if (!paged.loaded && paged.error === undefined) await list.open();
    const items = list.arrange(() => this.arrange(parent, list));
    if (parent.kind === 'repository') this.readTags(parent, list);
    const shown = items.slice(0, list.window).map((item) => this.rows.put(parent, this.nodeOf(parent, item)));
    const failure = paged.error === undefined ? [] : [this.problem(parent, paged.error)];
    const isAll = paged.complete && shown.length === items.length;
    const more = isAll || failure.length > 0 ? [] : [this.moreNode(parent, list, shown.length)];
    return [...shown, ...failure, ...more];
  }

  private newList(id: string, fetchPage: FetchPage<RepositorySummary | TagSummary>): RegistryList {
    const list = new RegistryList(fetchPage, this.windows.get(id) ?? pageOfRows);
    this.lists.set(id, list);
    return list;
  }

  private moreNode(parent: RegistryTreeNode, list: RegistryList, shown: number): RegistryTreeNode {
    const host = 'host' in parent ? parent.host : '';
    const partial = parent.kind === 'repository' && !list.paged.complete;
    const node = { kind: 'more' as const, id: `more ${parent.id}`, host, parentId: parent.id, shown, partial };
    return this.rows.put(parent, { ...node, loading: list.loading });
  }

  /** Reads the tags that show. */
  private readTags(repository: RepositoryNode, list: RegistryList): void {
    const { id, host, path } = repository;
    const unread = list.unreadTags();
    this.reading.want(id, {
      next: () => (this.lists.get(id) === list && this.source.facts(host, path) ? unread() : []),
      read: async (tag, signal) => (await this.source.facts(host, path)?.(tag, signal)) ?? {},
      learn: (found) => {
        list.learn(found);
        this.changes.fire([repository]);
      },
    });
  }

  private arrange(parent: RegistryTreeNode, list: RegistryList): readonly RegistryItem[] {
    if (parent.kind === 'repository') return arrangeTags(parent.path, list, this.source.newestFirst(), this.words);
    const { host } = parent as NamespaceNode;
    return arrangeRepositories(list, this.words, (path) => this.lists.get(`repository ${host}/${path}`));
  }

  private nodeOf(parent: RegistryTreeNode, item: RegistryItem): RegistryTreeNode {
    if ('path' in item) return repositoryRow(this.source, (parent as NamespaceNode).host, item);
    return tagRow(this.source, parent as RepositoryNode, item);
  }

  private problem(parent: RegistryTreeNode | undefined, error: unknown, index = 0): RegistryTreeNode {
    const host = parent && 'host' in parent ? parent.host : '';
    const parentId = parent?.id ?? '';
    const node = { kind: 'registryProblem' as const, id: `problem ${index} ${parentId}`, host, parentId };
    return this.rows.put(parent, { ...node, ...this.source.explain(error) });
  }

  private keep(parent: RegistryTreeNode, nodes: readonly DetailNode[]): readonly RegistryTreeNode[] {
    return nodes.map((node) => this.rows.put(parent, node));
  }
}
