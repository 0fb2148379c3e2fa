import * as l10n from '@vscode/l10n';
import { type QuickPickItem, window } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';
import { withoutIcons } from '../../core/base/plainText.js';
import { type FetchPage, PagedList } from '../../core/registry/page.js';
import { foreignItem } from '../base/foreignItem.js';
import { explain } from '../base/reportError.js';

/** A choice from a long list; what is typed can be taken too where it names something that is not loaded. */
export interface PagedPick<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly fetchPage: FetchPage<T>;
  item(value: T): QuickPickItem;
  /** Reads what was typed; absent where only listed things can be taken. */
  readonly typed?: (text: string) => T | undefined;
}

interface Row<T> extends QuickPickItem {
  readonly value?: T;
}

/** Resolves with the choice, undefined when the person leaves. Pages are fetched when they are asked for. */
export function pickPaged<T>({ title, placeholder, fetchPage, item, typed }: PagedPick<T>): Promise<T | undefined> {
  const store = new DisposableStore();
  const controller = new AbortController();
  const list = new PagedList(fetchPage, (value) => item(value).label);
  const pick = store.add(window.createQuickPick<Row<T>>());
  Object.assign(pick, { title, placeholder, matchOnDescription: true });
  const show = () => {
    const listed = list.items.map((value) => ({ ...foreignItem(item(value)), value }));
    const named = typed?.(pick.value.trim());
    const isListed = listed.some(({ label }) => label === pick.value.trim());
    const own = named === undefined || isListed ? [] : [{ label: pick.value.trim(), value: named }];
    const failure =
      list.error === undefined
        ? []
        : [{ label: `$(error) ${withoutIcons(explain(list.error).message)}`, alwaysShow: true }];
    const more =
      list.complete || failure.length > 0 ? [] : [{ label: `$(ellipsis) ${l10n.t('Load More…')}`, alwaysShow: true }];
    pick.items = [...own, ...listed, ...failure, ...more];
  };
  const load = async () => {
    pick.busy = true;
    await list.more(controller.signal).catch(() => {});
    pick.busy = false;
    if (!controller.signal.aborted) show();
  };
  void load();
  return new Promise((resolve) => {
    const end = (value: T | undefined) => {
      controller.abort();
      resolve(value);
      store.dispose();
    };
    store.add(pick.onDidChangeValue(show));
    store.add(
      pick.onDidAccept(() => {
        const [row] = pick.activeItems;
        if (row?.value !== undefined) end(row.value);
        else if (row) void load();
      }),
    );
    store.add(pick.onDidHide(() => end(undefined)));
    pick.show();
  });
}
