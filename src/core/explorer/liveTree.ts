import { childrenOf, type EngineNode, rowOf } from './kinds.js';
import type { Row } from './row.js';

/** Above this many rows it is cheaper to draw the whole tree again. */
const manyRows = 100;

/** Rows to draw again with their children; `all` when the roots are others than before. */
export type TreeChange = readonly EngineNode[] | 'all';

interface Entry {
  readonly node: EngineNode;
  readonly parent: EngineNode | undefined;
  readonly row: Row;
  /** The engine's object, by identity: a new one may have another tooltip. */
  readonly subject: unknown;
  readonly childIds: string;
}

/**
 * Rows that outlive refreshes. The editor knows a row by its object, so each new arrangement is poured
 * into the objects that are shown already, and only what differs is reported.
 */
export class LiveTree {
  private entries = new Map<string, Entry>();
  private rootIds = '';
  roots: readonly EngineNode[] = [];

  parent(node: EngineNode): EngineNode | undefined {
    return this.entries.get(node.id)?.parent;
  }

  /** Takes over an arrangement as it looks at a moment, and says what to draw again. */
  update(arranged: readonly EngineNode[], now: number): TreeChange {
    const before = this.entries;
    const changed: EngineNode[] = [];
    this.entries = new Map();
    this.roots = arranged.map((node) => this.pour(node, undefined, before, changed, now));
    const rootIds = joinIds(this.roots);
    const otherRoots = rootIds !== this.rootIds;
    this.rootIds = rootIds;
    return otherRoots || changed.length > manyRows ? 'all' : changed;
  }

  private pour(
    node: EngineNode,
    parent: EngineNode | undefined,
    before: ReadonlyMap<string, Entry>,
    changed: EngineNode[],
    now: number,
  ): EngineNode {
    const known = before.get(node.id);
    const live = known?.node ?? node;
    const children = childrenOf(node).map((child) => this.pour(child, live, before, changed, now));
    Object.assign(live, node, withChildren(node, children));
    const entry = { node: live, parent, row: rowOf(live, now), subject: subjectOf(live), childIds: joinIds(children) };
    this.entries.set(node.id, entry);
    if (known && differs(known, entry)) changed.push(live);
    return live;
  }
}

function withChildren(node: EngineNode, children: readonly EngineNode[]): object {
  if (node.kind === 'group') return { containers: children };
  return node.kind === 'imageRepository' ? { images: children } : {};
}

function subjectOf(node: EngineNode): unknown {
  if (node.kind === 'container') return node.container;
  return node.kind === 'image' ? node.image : undefined;
}

function joinIds(nodes: readonly EngineNode[]): string {
  return nodes.map(({ id }) => id).join('\n');
}

function differs(a: Entry, b: Entry): boolean {
  return a.subject !== b.subject || a.childIds !== b.childIds || !sameRow(a.row, b.row);
}

function sameRow(a: Row, b: Row): boolean {
  return (
    a.label === b.label &&
    a.description === b.description &&
    a.icon.id === b.icon.id &&
    a.icon.color === b.icon.color &&
    a.contextValue === b.contextValue &&
    a.accessibleLabel === b.accessibleLabel
  );
}
