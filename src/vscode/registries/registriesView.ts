import * as l10n from '@vscode/l10n';
import { RelativePattern, Uri, workspace } from 'vscode';
import { mapLimited } from '../../core/base/async.js';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import { plainText } from '../../core/base/plainText.js';
import { detailTooltip } from '../../core/explorer/kinds/detail.js';
import { registryTooltip, repositoryTooltip } from '../../core/explorer/kinds/registry.js';
import { tagTooltip } from '../../core/explorer/kinds/tag.js';
import type { RegistryTreeNode } from '../../core/explorer/node.js';
import { registryRowOf } from '../../core/explorer/registryKinds.js';
import { RegistryTree } from '../../core/explorer/registryTree.js';
import type { RegistryTreeSource } from '../../core/explorer/registryTreeSource.js';
import type { TooltipSection } from '../../core/explorer/row.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { readQuota } from '../../core/registry/quota.js';
import { setContextKey } from '../base/contextKeys.js';
import type { FeatureContext } from '../base/featureContext.js';
import { askFilter } from '../base/filterBox.js';
import { explain } from '../base/reportError.js';
import { onDidChangeSettings } from '../base/settings.js';
import { Tree } from '../base/tree.js';
import { quotaWords } from './loginVerbs.js';

/** Where the docker CLI keeps its logins, and what to do when they change. */
export interface WatchedLogins {
  readonly folder: string;
  changed(): void;
}

const comparedAtOnce = 6;

/** The view of registries. While it can be seen and shows tags, it follows the engine's images to mark what is pulled. */
export class RegistriesView implements Disposable {
  readonly model: RegistryTree;
  private readonly disposables = new DisposableStore();
  private readonly tree: Tree<RegistryTreeNode>;
  private following: DisposableStore | undefined;
  private showsTags = false;
  private isWatching = false;
  private readonly toCompare = new Map<string, () => Promise<string>>();
  private text = '';

  constructor(
    private readonly context: FeatureContext,
    private readonly catalog: RegistryCatalog,
    private readonly source: RegistryTreeSource,
    private readonly logins: WatchedLogins,
  ) {
    this.model = new RegistryTree({ ...source, local: (...args) => this.local(...args) });
    this.tree = this.disposables.add(
      new Tree<RegistryTreeNode>('registries', {
        children: (parent) => this.children(parent),
        parent: (node) => this.model.parent(node),
        row: (node) => registryRowOf(node, Date.now()),
        tooltip: (node) => this.tooltip(node),
        onDidChange: this.model.onDidChange,
      }),
    );
    const { view } = this.tree;
    this.disposables.add(context.selection.track(view));
    this.disposables.add(
      view.onDidChangeVisibility(({ visible }) => {
        this.model.hide(!visible);
        this.follow();
      }),
    );
    this.disposables.add(view.onDidCollapseElement(({ element }) => this.model.collapse(element, true)));
    this.disposables.add(view.onDidExpandElement(({ element }) => this.model.collapse(element, false)));
    this.disposables.add(context.access.onDidChangeEngine(() => this.follow()));
    this.disposables.add(
      onDidChangeSettings(['registry.tagOrder', 'registry.tagDetails'], () => this.model.rearrange()),
    );
  }

  /** Filters what is loaded by the text, or by what is typed in a box. */
  async filter(text?: string): Promise<void> {
    const typed = text ?? (await this.askText());
    this.text = (typed ?? this.text).trim();
    this.model.filter(this.text);
    setContextKey('registries.filtered', this.text !== '');
    const message = this.text ? l10n.t('Filter: {0}', plainText(this.text)) : undefined;
    Object.assign(this.tree.view, { message });
  }

  private askText(): Promise<string | undefined> {
    return askFilter({
      title: l10n.t('Filter Registries'),
      prompt: l10n.t('Words of a repository or tag; only what is loaded is searched'),
      value: this.text,
      preview: (words) => this.model.filter(words),
    });
  }

  /** Follows the docker CLI's file, so that a `docker login` in a terminal shows; from when the view is first seen. */
  private watchLogins(): void {
    const { folder, changed } = this.logins;
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), 'config.json'));
    this.disposables.add(watcher);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      this.disposables.add(event(changed));
  }

  dispose(): void {
    this.following?.dispose();
    this.disposables.dispose();
  }

  private children(parent: RegistryTreeNode | undefined): Promise<readonly RegistryTreeNode[]> {
    if (!this.isWatching) {
      this.isWatching = true;
      this.watchLogins();
    }
    return this.model.children(parent);
  }

  private local(...args: Parameters<RegistryTreeSource['local']>): ReturnType<RegistryTreeSource['local']> {
    if (!this.showsTags) {
      this.showsTags = true;
      this.follow();
    }
    const local = this.source.local(...args);
    if (local === 'unknown') this.compare(args);
    return local;
  }

  /** Asks where a tag points of which the engine has a version, some at a time; the row is drawn again then. */
  private compare([host, path, tag]: Parameters<RegistryTreeSource['local']>): void {
    if (this.toCompare.size === 0) setTimeout(() => this.compareAll());
    this.toCompare.set(`${host}/${path}:${tag}`, () => this.catalog.tagDigest(host, path, tag));
  }

  private async compareAll(): Promise<void> {
    const asked = [...this.toCompare.values()];
    this.toCompare.clear();
    const results = await mapLimited(asked, comparedAtOnce, (ask) => ask());
    if (results.some(({ status }) => status === 'fulfilled')) this.model.relocate();
  }

  private follow(): void {
    this.following?.dispose();
    this.following = undefined;
    if (!this.tree.view.visible || !this.showsTags) return;
    const { resources } = this.context.access;
    this.following = new DisposableStore();
    this.following.add(resources.watch('image'));
    this.following.add(resources.onDidChange(({ image }) => image && this.model.relocate()));
    this.model.relocate();
  }

  private async tooltip(node: RegistryTreeNode): Promise<readonly TooltipSection[]> {
    switch (node.kind) {
      case 'registry':
        return registryTooltip(node, await this.knownFacts(node.host));
      case 'repository':
        return repositoryTooltip(node, Date.now());
      case 'tag':
        return this.tagTooltip(node);
      case 'detail':
        return detailTooltip(node);
      default:
        return [];
    }
  }

  /** What an opened registry said; nobody is asked for a tooltip, except Docker Hub for its limit. */
  private async knownFacts(host: string): Promise<TooltipSection['facts']> {
    const opened = this.catalog.opened(host);
    if (!opened) return [];
    const { client, problem } = await opened;
    const quota = await readQuota(client).catch(() => undefined);
    const refused = client.session.isLoginRefused ? l10n.t('The registry refuses the saved login.') : '';
    return [
      { name: l10n.t('Problem'), value: problem ? explain(problem).message : refused },
      { name: l10n.t('Pull limit'), value: quotaWords(quota) },
    ];
  }

  /** Lists that tell sizes and platforms are believed: reading the manifest would cost a pull of the quota. */
  private async tagTooltip(node: RegistryTreeNode & { kind: 'tag' }): Promise<readonly TooltipSection[]> {
    if (node.summary.platforms) return tagTooltip(node);
    try {
      return tagTooltip(node, await this.model.details(node));
    } catch (error) {
      return [...tagTooltip(node), { facts: [{ name: l10n.t('Problem'), value: explain(error).message }] }];
    }
  }
}
