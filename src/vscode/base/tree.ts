import {
  type CancellationToken,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from 'vscode';
import type { ViewId } from '../../contributions/views.js';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import type { Event } from '../../core/base/event.js';
import { Pacer } from '../../core/base/pacer.js';
import type { Node } from '../../core/explorer/node.js';
import type { Row, TooltipSection } from '../../core/explorer/row.js';
import { toSignal } from './cancellation.js';
import { toTooltip, toTreeItem } from './treeItem.js';

/** What a tree shows. A node must stay the same object for as long as its row exists, else the row cannot be redrawn alone. */
export interface TreeModel<N extends Node> {
  /** Children of a row, or the roots; a promise shows the view's progress bar while it is pending. */
  children(parent: N | undefined): readonly N[] | Promise<readonly N[]>;
  parent(node: N): N | undefined;
  row(node: N): Row;
  /** Asked when the mouse rests on the row; what has to be fetched stops with the signal. */
  tooltip(node: N, signal: AbortSignal): readonly TooltipSection[] | Promise<readonly TooltipSection[]>;
  /** Rows to draw again with their children; undefined: the whole tree. */
  readonly onDidChange: Event<readonly N[] | undefined>;
}

/** The extension host joins what comes within 200 ms of a refresh into one that waits for silence, so nothing may come earlier. */
const pace = { delay: 5, interval: 205 };

/** Shows a model in a view; the rows' expansion is remembered by id while the window lives. */
export class Tree<N extends Node> implements TreeDataProvider<N>, Disposable {
  readonly view: TreeView<N>;
  private readonly disposables = new DisposableStore();
  private readonly expansion = new Map<string, 'collapsed' | 'expanded'>();
  private readonly changes = this.disposables.add(new EventEmitter<N[] | undefined>());
  private readonly pacer = this.disposables.add(new Pacer(pace, () => this.flush()));
  private stale: Set<N> | 'all' = new Set();
  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    id: ViewId,
    private readonly model: TreeModel<N>,
  ) {
    this.view = this.disposables.add(
      window.createTreeView<N>(`longshore.${id}`, {
        treeDataProvider: this,
        canSelectMany: true,
        showCollapseAll: true,
      }),
    );
    this.disposables.add(this.view.onDidExpandElement(({ element }) => this.expansion.set(element.id, 'expanded')));
    this.disposables.add(this.view.onDidCollapseElement(({ element }) => this.expansion.set(element.id, 'collapsed')));
    this.disposables.add(model.onDidChange((nodes) => this.refresh(nodes)));
  }

  getChildren(parent?: N): N[] | Promise<N[]> {
    return this.model.children(parent) as N[] | Promise<N[]>;
  }

  getParent(node: N): N | undefined {
    return this.model.parent(node);
  }

  getTreeItem(node: N): TreeItem {
    const row = this.model.row(node);
    const expansion = row.children && (this.expansion.get(node.id) ?? row.children);
    // A row that has been shown stays as it is: the editor does not fold one up that it knows.
    if (expansion) this.expansion.set(node.id, expansion);
    return toTreeItem(node, row, expansion);
  }

  async resolveTreeItem(item: TreeItem, node: N, token: CancellationToken): Promise<TreeItem> {
    item.tooltip = toTooltip(this.model.row(node).label, await this.model.tooltip(node, toSignal(token)));
    return item;
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private refresh(nodes: readonly N[] | undefined): void {
    if (nodes === undefined) this.stale = 'all';
    else if (this.stale !== 'all') for (const node of nodes) this.stale.add(node);
    this.pacer.request();
  }

  private flush(): void {
    const stale = this.stale;
    this.stale = new Set();
    if (stale === 'all') this.changes.fire(undefined);
    else if (stale.size > 0) this.changes.fire([...stale]);
  }
}
