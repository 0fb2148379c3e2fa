import { type QuickPickItem, window } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';
import { foreignItem } from './foreignItem.js';

/** A list with checkboxes whose title follows what is ticked. */
export interface PickMany<T extends QuickPickItem> {
  /** `picked` ticks a row from the start. */
  readonly rows: readonly T[];
  readonly placeholder: string;
  title(ticked: readonly T[]): string;
}

/** Resolves with the ticked rows, undefined when the person leaves. */
export function pickMany<T extends QuickPickItem>({
  rows,
  placeholder,
  title,
}: PickMany<T>): Promise<readonly T[] | undefined> {
  const store = new DisposableStore();
  const pick = store.add(window.createQuickPick<T>());
  const items = rows.map(foreignItem);
  pick.items = items;
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.placeholder = placeholder;
  pick.selectedItems = items.filter((row) => row.picked);
  pick.title = title(pick.selectedItems);
  return new Promise((resolve) => {
    const end = (ticked: readonly T[] | undefined) => {
      resolve(ticked);
      store.dispose();
    };
    store.add(
      pick.onDidChangeSelection((ticked) => {
        pick.title = title(ticked);
      }),
    );
    store.add(pick.onDidAccept(() => end(pick.selectedItems)));
    store.add(pick.onDidHide(() => end(undefined)));
    pick.show();
  });
}
