import type { TreeView } from 'vscode';
import { type Disposable, toDisposable } from '../../core/base/disposable.js';
import type { Node } from '../../core/explorer/node.js';

/** The rows selected in the views, for commands that come without a row: from a key or the palette. */
export class RowSelection {
  private readonly views = new Set<TreeView<Node>>();

  /** Reads this view's selection from now on until disposed; every view of rows is told to it. */
  track(view: TreeView<Node>): Disposable {
    this.views.add(view);
    return toDisposable(() => this.views.delete(view));
  }

  /** Selected rows of the views that can be seen. */
  get nodes(): readonly Node[] {
    return [...this.views].filter((view) => view.visible).flatMap((view) => view.selection);
  }
}
