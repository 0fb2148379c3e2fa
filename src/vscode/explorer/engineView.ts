import * as l10n from '@vscode/l10n';
import type { Memento } from 'vscode';
import type { ContextKeys } from '../../contributions/contextKeys.js';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import { Pacer } from '../../core/base/pacer.js';
import { plainText } from '../../core/base/plainText.js';
import type { EngineAccess } from '../../core/engine/resources.js';
import type { Selection } from '../../core/explorer/arrange.js';
import { EngineTree, type TreeStatus } from '../../core/explorer/engineTree.js';
import { type EngineNode, rowOf, tooltipOf } from '../../core/explorer/kinds.js';
import { stateSince } from '../../core/explorer/stateSince.js';
import type { KnownUpdates } from '../../core/registry/knownUpdates.js';
import { setContextKey } from '../base/contextKeys.js';
import type { FeatureContext } from '../base/featureContext.js';
import { askFilter } from '../base/filterBox.js';
import { Tree } from '../base/tree.js';
import type { EngineViewSpec } from './views.js';

/** Milliseconds. Rows come first: the window lays its titles out anew for each text, which would hold a new row up. */
const textPace = { delay: 20, interval: 205 };

/** A view of the engine's containers or images: watches the engine only while it can be seen. */
export class EngineView implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly model: EngineTree;
  private readonly tree: Tree<EngineNode>;
  private readonly access: EngineAccess;
  private readonly memory: Memento;
  private readonly texts = this.disposables.add(new Pacer(textPace, () => this.showTexts()));
  private readonly keys = new Map<keyof ContextKeys, unknown>();
  private wanted: Selection;
  private status: TreeStatus = { shows: 'waiting' };

  constructor(
    private readonly spec: EngineViewSpec,
    { access, extension, selection }: FeatureContext,
    updates: KnownUpdates,
  ) {
    this.access = access;
    this.memory = extension.workspaceState;
    this.wanted = this.memory.get<Selection>(this.memoryKey) ?? { filter: '', toggled: false };
    this.model = this.disposables.add(new EngineTree(spec));
    this.model.select(this.wanted);
    this.tree = this.disposables.add(new Tree(spec.id, rowsOf(access, this.model)));
    const { view } = this.tree;
    this.disposables.add(this.model.onDidChangeStatus((status) => this.show(status)));
    this.disposables.add(view.onDidChangeVisibility(() => this.follow()));
    this.disposables.add(access.onDidChangeEngine(() => this.follow()));
    this.disposables.add(updates.onDidChange(() => this.model.redraw()));
    this.disposables.add(selection.track(view));
    this.show(this.status);
    this.follow();
  }

  /** Filters the rows by the text, or by what is typed in a box, the rows following along. */
  async filter(text?: string): Promise<void> {
    if (text !== undefined) return this.select({ ...this.wanted, filter: text.trim() });
    const before = this.wanted;
    const typed = await askFilter({
      title: this.spec.filterTitle(),
      prompt: this.spec.filterPrompt(),
      value: before.filter,
      preview: (filter) => this.model.select({ ...before, filter }),
    });
    this.select({ ...before, filter: (typed ?? before.filter).trim() });
  }

  toggle(toggled: boolean): void {
    this.select({ ...this.wanted, toggled });
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private get memoryKey(): string {
    return `${this.spec.id}.selection`;
  }

  private follow(): void {
    if (this.tree.view.visible) this.model.show(this.access.resources);
    else this.model.hide();
  }

  private select(selection: Selection): void {
    this.wanted = selection;
    void this.memory.update(this.memoryKey, selection);
    this.model.select(selection);
    this.show(this.status);
  }

  /** A key that is set makes the editor look at all menus again; one that was never set is as false as an empty text. */
  private setKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
    if ((this.keys.get(key) || undefined) === (value || undefined)) return;
    this.keys.set(key, value);
    setContextKey(key, value);
  }

  private show(status: TreeStatus): void {
    this.status = status;
    const { filter, toggled } = this.wanted;
    const { shows } = status;
    this.setKey(`${this.spec.id}.shows`, shows === 'rows' || shows === 'waiting' ? '' : shows);
    this.setKey(`${this.spec.id}.filtered`, filter !== '');
    this.setKey(this.spec.toggleKey, toggled);
    this.texts.request();
  }

  private showTexts(): void {
    const { view } = this.tree;
    const { counts } = this.status;
    const description = counts ? this.spec.counts(counts) : '';
    if (view.description !== description) view.description = description;
    const message = messageOf(this.status, this.wanted.filter);
    if (view.message !== message) Object.assign(view, { message });
  }
}

function rowsOf(access: EngineAccess, model: EngineTree) {
  return {
    children: (parent: EngineNode | undefined) => model.children(parent),
    parent: (node: EngineNode) => model.parent(node),
    row: (node: EngineNode) => rowOf(node, Date.now()),
    tooltip: async (node: EngineNode, signal: AbortSignal) => tooltipOf(node, await sinceOf(access, node, signal)),
    onDidChange: model.onDidChange,
  };
}

function messageOf({ counts, shows }: TreeStatus, filter: string): string | undefined {
  if (filter === '' || !counts || shows !== 'rows') return undefined;
  return l10n.t('Filter: {0} ({1} of {2})', plainText(filter), counts.shown, counts.total);
}

/** When a container's present state began; the lists do not tell. */
async function sinceOf(access: EngineAccess, node: EngineNode, signal: AbortSignal): Promise<number | undefined> {
  if (node.kind !== 'container') return undefined;
  try {
    const engine = await access.engine(signal);
    return stateSince(await engine.containers.inspect(node.container.id, signal));
  } catch {
    return undefined;
  }
}
