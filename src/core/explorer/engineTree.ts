import { type Disposable, DisposableStore } from '../base/disposable.js';
import { Emitter } from '../base/event.js';
import { Pacer } from '../base/pacer.js';
import type { ResourceKind, Resources, Snapshot, SnapshotChange } from '../engine/resources.js';
import type { Arrangement, Selection } from './arrange.js';
import { childrenOf, type EngineNode } from './kinds.js';
import { LiveTree } from './liveTree.js';

/** What a view of the engine's objects shows: nothing yet, rows, or why it has none. */
export type Shows = 'waiting' | 'rows' | WithoutRows;

export type WithoutRows =
  /** The engine has none. */
  | 'empty'
  /** There are some, but the text filter or the toggle hides them all. */
  | 'noMatch'
  | 'noneToggled';

export interface TreeStatus {
  readonly shows: Shows;
  /** Absent until the first list. */
  readonly counts?: Omit<Arrangement<unknown>, 'roots'>;
}

export interface EngineTreeSource {
  readonly kinds: readonly ResourceKind[];
  /** Undefined as long as a list that it needs has not arrived. */
  arrange(snapshot: Snapshot, selection: Selection): Arrangement<EngineNode> | undefined;
}

/** How long the view's progress bar waits for the first list before the view says what it is waiting for. */
const patience = 1000;
const pace = { delay: 0, interval: 50 };
/** Rows tell ages (`3 hours ago`), which change without an event. */
const ageInterval = 60_000;

/** The rows of one view, kept like the engine's picture while the view is shown and left alone while it is not. */
export class EngineTree implements Disposable {
  private readonly tree = new LiveTree();
  private readonly changes = new Emitter<readonly EngineNode[] | undefined>();
  private readonly statuses = new Emitter<TreeStatus>();
  private readonly pacer = new Pacer(pace, () => this.update());
  private watching: DisposableStore | undefined;
  private selection: Selection = { filter: '', toggled: false };
  private waiters: (() => void)[] = [];
  private resources: Resources | undefined;
  private settled = false;
  readonly onDidChange = this.changes.event;
  readonly onDidChangeStatus = this.statuses.event;

  constructor(private readonly source: EngineTreeSource) {}

  /** Follows an engine from now on. */
  show(resources: Resources): void {
    if (this.watching && this.resources === resources) return;
    this.hide();
    const watching = new DisposableStore();
    this.watching = watching;
    this.resources = resources;
    watching.add(resources.onDidChange((change) => this.onChange(change)));
    for (const kind of this.source.kinds) watching.add(resources.watch(kind));
    const timer = setInterval(() => this.update(), ageInterval);
    watching.add({ dispose: () => clearInterval(timer) });
    this.update();
  }

  /** Lets go of the engine; the rows stay as they are. */
  hide(): void {
    this.watching?.dispose();
    this.watching = undefined;
    this.pacer.dispose();
    this.release();
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.redraw();
  }

  /** Arranges anew: what the source knows beside the engine has changed. */
  redraw(): void {
    if (this.watching) this.update();
  }

  children(parent: EngineNode | undefined): readonly EngineNode[] | Promise<readonly EngineNode[]> {
    if (parent) return childrenOf(parent);
    if (this.settled || !this.watching) return this.tree.roots;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.release(), patience);
      this.waiters.push(() => {
        clearTimeout(timer);
        resolve(this.tree.roots);
      });
    });
  }

  parent(node: EngineNode): EngineNode | undefined {
    return this.tree.parent(node);
  }

  dispose(): void {
    this.hide();
    this.changes.dispose();
    this.statuses.dispose();
  }

  private onChange(change: SnapshotChange): void {
    if (!change.connection && this.source.kinds.every((kind) => change[kind] === undefined)) return;
    if (this.settled) this.pacer.request();
    else this.update();
  }

  private update(): void {
    const snapshot = this.resources?.snapshot;
    if (!snapshot) return;
    const { state } = snapshot.connection;
    const arranged = state === 'failed' ? undefined : this.source.arrange(snapshot, this.selection);
    this.settled = state === 'failed' || arranged !== undefined;
    const change = this.tree.update(arranged?.roots ?? [], Date.now());
    this.statuses.fire(statusOf(arranged));
    if (this.waiters.length > 0) {
      if (this.settled) this.release();
    } else if (change === 'all') this.changes.fire(undefined);
    else if (change.length > 0) this.changes.fire(change);
  }

  private release(): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }
}

function statusOf(arranged: Arrangement<EngineNode> | undefined): TreeStatus {
  if (!arranged) return { shows: 'waiting' };
  const { roots, ...counts } = arranged;
  return { shows: showsOf(counts), counts };
}

function showsOf({ total, toggled, shown }: Omit<Arrangement<unknown>, 'roots'>): Shows {
  if (total === 0) return 'empty';
  if (toggled === 0) return 'noneToggled';
  return shown === 0 ? 'noMatch' : 'rows';
}
