import * as l10n from '@vscode/l10n';
import {
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import { isAbort } from '../../core/base/errors.js';
import { Pacer } from '../../core/base/pacer.js';
import { plainText } from '../../core/base/plainText.js';
import {
  type ContextRow,
  contextChildren,
  contextLabel,
  contextPatterns,
  contextRoots,
  sizeText,
} from '../../core/build/contextRows.js';
import { type ContextTree, isSameTree, readContextTree } from '../../core/build/contextTree.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { setContextKey } from '../base/contextKeys.js';
import { watchContext } from '../base/contextWatch.js';
import { explain } from '../base/reportError.js';

/** Milliseconds between a change on disk and the next reading, and between two readings. */
const pace = { delay: 300, interval: 1500 };

/** The view of what a build of one Dockerfile would send; follows the disk while it can be seen. */
export class ContextView implements TreeDataProvider<ContextRow>, Disposable {
  private readonly disposables = new DisposableStore();
  private readonly changes = this.disposables.add(new EventEmitter<void>());
  private readonly pacer = this.disposables.add(new Pacer(pace, () => this.refresh()));
  private readonly view: TreeView<ContextRow>;
  private watching: Disposable | undefined;
  private reading = new AbortController();
  private shown: { readonly dockerfile: Uri; readonly tree: Promise<ContextTree> } | undefined;
  /** What the editor was told of last. */
  private told: Promise<ContextTree> | undefined;
  private isStale = false;
  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly contexts: BuildContexts) {
    this.view = this.disposables.add(
      window.createTreeView<ContextRow>('longshore.buildContext', {
        treeDataProvider: this,
        canSelectMany: true,
        showCollapseAll: true,
      }),
    );
    this.disposables.add(this.view.onDidChangeVisibility(() => this.isStale && this.changed()));
    this.disposables.add(contexts.onDidChange(() => this.shown && this.show(this.shown.dockerfile)));
  }

  /** Shows the context of this Dockerfile from now on. */
  show(dockerfile: Uri): void {
    this.watching?.dispose();
    this.watching = this.watch(this.contexts.ofSaved(dockerfile), dockerfile);
    setContextKey('buildContext.shown', true);
    this.read(dockerfile);
  }

  /** Reads again. */
  refresh(): void {
    if (this.shown) this.read(this.shown.dockerfile);
  }

  /** Takes the view away until it is asked for again. */
  close(): void {
    this.reading.abort();
    this.watching?.dispose();
    this.shown = undefined;
    setContextKey('buildContext.shown', false);
    this.changes.fire();
  }

  /** The ignore file in force, and the lines of it that keep rows out; undefined when nothing is shown. */
  async exclusion(rows: readonly ContextRow[]): Promise<{ file: Uri; patterns: readonly string[] } | undefined> {
    if (!this.shown) return undefined;
    const { dockerfile, tree } = this.shown;
    const own = dockerfile.with({ path: `${dockerfile.path}.dockerignore` });
    const shared = Uri.joinPath(this.contexts.ofSaved(dockerfile), '.dockerignore');
    const file = (await tree).isOwnIgnoreFile ? own : shared;
    return { file, patterns: rows.flatMap(contextPatterns) };
  }

  async getChildren(row?: ContextRow): Promise<ContextRow[]> {
    if (row) return contextChildren(row);
    const { shown } = this;
    if (!shown) return [];
    try {
      const tree = await shown.tree;
      if (this.shown === shown) this.describe(shown.dockerfile, tree);
      return contextRoots(tree);
    } catch (error) {
      if (!isAbort(error)) this.view.message = explain(error).message;
      return [];
    }
  }

  getTreeItem(row: ContextRow): TreeItem {
    const { label, description } = contextLabel(row);
    const item = new TreeItem(plainText(label), collapsibleState(row));
    item.id = row.id;
    item.description = description;
    item.contextValue = row.kind === 'rest' ? ';contextRest;' : ';contextRow;';
    item.accessibilityInformation = { label: `${plainText(label)}, ${description}`, role: 'treeitem' };
    const node = row.kind === 'node' ? row.node : row.kind === 'warning' ? row.warning.node : undefined;
    if (row.kind === 'warnings' || row.kind === 'warning') item.iconPath = warningIcon;
    else if (node) item.iconPath = node.isFolder ? ThemeIcon.Folder : ThemeIcon.File;
    if (!node || !this.shown) return item;
    const uri = Uri.joinPath(this.contexts.ofSaved(this.shown.dockerfile), node.path);
    if (row.kind === 'node') item.resourceUri = uri;
    item.tooltip = plainText(node.path);
    if (!node.isFolder) item.command = { command: 'vscode.open', title: label, arguments: [uri] };
    return item;
  }

  dispose(): void {
    this.reading.abort();
    this.watching?.dispose();
    this.disposables.dispose();
  }

  private read(dockerfile: Uri): void {
    this.reading.abort();
    this.reading = new AbortController();
    const tree = readContextTree(this.contexts.ofSaved(dockerfile).fsPath, dockerfile.fsPath, this.reading.signal);
    tree.catch(() => {});
    const isAgain = this.shown?.dockerfile === dockerfile;
    this.shown = { dockerfile, tree };
    this.isStale = false;
    if (isAgain) void this.tellNews(tree);
    else this.tell(tree);
  }

  private tell(tree: Promise<ContextTree>): void {
    this.told = tree;
    this.changes.fire();
  }

  /** Told of rows the editor forgets those that are there, and a press on one is lost until it has the new ones. */
  private async tellNews(tree: Promise<ContextTree>): Promise<void> {
    const read = (reading: typeof this.told) => reading?.catch(() => undefined);
    const [old, now] = [await read(this.told), await read(tree)];
    const isNews = !old || !now || !isSameTree(old, now);
    if (isNews && this.shown?.tree === tree) this.tell(tree);
  }

  private describe(dockerfile: Uri, { root }: ContextTree): void {
    this.view.description = `${sizeText(root)} · ${workspace.asRelativePath(dockerfile)}`;
    this.view.message = root.files === 0 ? l10n.t('A build of this Dockerfile is sent no files.') : '';
  }

  private watch(context: Uri, dockerfile: Uri): Disposable {
    const watchers = new DisposableStore();
    // The Dockerfile's own ignore file may lie outside.
    for (const folder of [context, Uri.joinPath(dockerfile, '..')])
      watchers.add(watchContext(folder, () => this.changed(), { changes: true }));
    return watchers;
  }

  private changed(): void {
    this.isStale = true;
    if (this.view.visible) this.pacer.request();
  }
}

const warningIcon = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));

function collapsibleState(row: ContextRow): TreeItemCollapsibleState {
  if (row.kind === 'warnings') return TreeItemCollapsibleState.Expanded;
  const isFolder = row.kind === 'node' && row.node.children.length > 0;
  return isFolder ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
}
