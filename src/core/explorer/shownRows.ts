import type { RegistryTreeNode } from './node.js';

/** The rows that have been shown, each under its id with the row above it. */
export class ShownRows {
  private readonly rows = new Map<
    string,
    { readonly node: RegistryTreeNode; readonly parent: RegistryTreeNode | undefined }
  >();
  private readonly collapsed = new Set<string>();
  /** True while the whole tree cannot be seen. */
  hidden = false;

  find(id: string): RegistryTreeNode | undefined {
    return this.rows.get(id)?.node;
  }

  parent(id: string): RegistryTreeNode | undefined {
    return this.rows.get(id)?.parent;
  }

  isBelow(id: string, ancestor: string): boolean {
    for (let at = this.parent(id); at; at = this.parent(at.id)) if (at.id === ancestor) return true;
    return false;
  }

  collapse(id: string, isCollapsed: boolean): void {
    if (isCollapsed) this.collapsed.add(id);
    else this.collapsed.delete(id);
  }

  /** Whether what is below a row can be seen. */
  isSeen(id: string): boolean {
    if (this.hidden || this.collapsed.has(id)) return false;
    const parent = this.parent(id);
    return !parent || this.isSeen(parent.id);
  }

  all(): readonly RegistryTreeNode[] {
    return [...this.rows.values()].map(({ node }) => node);
  }

  /** The editor knows a row by its object: what is new is poured into the one that is shown already. */
  put<N extends RegistryTreeNode>(parent: RegistryTreeNode | undefined, node: N): RegistryTreeNode {
    const known = this.find(node.id);
    const live = known ? Object.assign(known, node) : node;
    this.rows.set(node.id, { node: live, parent });
    return live;
  }
}
