import type { Text } from './nls.js';
import type { When } from './when.js';

/** One command of the manifest. Ids are written without the prefix `longshore.`. */
export interface CommandSpec {
  readonly title: Text;
  /** What the palette puts before the title; `Longshore` when absent. Menus show the title alone. */
  readonly category?: Text;
  /** `$(codicon)`. */
  readonly icon?: string;
  readonly enablement?: When;
  /** False keeps it out of the palette, a clause shows it when that holds; shown always when absent. */
  readonly palette?: false | When;
  readonly menus?: readonly MenuPlace[];
  readonly keys?: readonly CommandKey[];
}

export interface CommandKey {
  readonly key: string;
  readonly mac?: string;
  readonly when: When;
  /** The command acts on the selected rows; where at most one is selected, the focused one is selected first. */
  readonly onRow?: true;
}

export interface MenuPlace {
  readonly menu:
    | 'view/item/context'
    | 'view/title'
    | 'explorer/context'
    | 'editor/context'
    | 'editor/title'
    | 'editor/title/run';
  readonly when: When;
  readonly group?: string;
}

/** True for a command that has a place in this menu. */
function standsOn({ menus = [] }: CommandSpec, menu: MenuPlace['menu']): boolean {
  return menus.some((place) => place.menu === menu);
}

/**
 * The id of a command on the title of a view. The editor hands over the focused row there as if it had been chosen, so
 * that a command which also stands on rows could not tell: it has a second id for titles, which takes nothing.
 */
export function titleId(id: string, spec: CommandSpec): string {
  return standsOn(spec, 'view/title') && standsOn(spec, 'view/item/context') ? `${id}.onTitle` : id;
}

/** Arguments of a command on rows: the row under the mouse (or an id or reference from code) and the selection. */
export type NodeArgs<N> = [target?: N | string, selection?: readonly N[]];
