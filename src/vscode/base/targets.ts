import { type QuickPickItem, window } from 'vscode';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import type { Node } from '../../core/explorer/node.js';
import type { FeatureContext } from './featureContext.js';
import { foreignItem } from './foreignItem.js';
import { showNote } from './messages.js';

/** How commands find the objects of one kind. */
export interface TargetKind<T> {
  /** The objects of a row; a group's are those of its children, a row of another kind has none. */
  ofNode(node: Node): readonly T[];
  list(engine: Engine): Promise<readonly T[]>;
  /** The objects that a text from code names. */
  named(all: readonly T[], text: string): readonly T[];
  key(target: T): string;
  item(target: T): QuickPickItem;
  /** The sentence for a text that names nothing. */
  unknown(text: string): string;
}

/** What a command wants to act on. */
export interface Wish<T> {
  /** Asked over the picker: `Which containers to stop?` */
  readonly question: string;
  /** Said when there is nothing to pick: `No container is running.` */
  readonly none: string;
  readonly fits?: (target: T) => boolean;
}

/** A command's arguments: a row or a name, and the rows selected with it. What else stands second is not for here. */
export type TargetArgs = readonly [target?: Node | string | undefined, selection?: unknown];

/** The engine in use when a command began: while a question is open, a person may go over to another one. */
export interface EngineInUse {
  readonly engine: Engine;
  /** What questions call it. */
  readonly label: string;
}

/** The engine that a command works with from its first question to its last call. */
export async function engineInUse({ access }: FeatureContext): Promise<EngineInUse> {
  const engine = await access.engine();
  return { engine, label: access.label };
}

/** The objects that a command acts on, asked for where neither arguments nor selection tell; empty when given up. */
export async function findTargets<T>(
  context: FeatureContext,
  kind: TargetKind<T>,
  wish: Wish<T>,
  args: TargetArgs,
): Promise<EngineInUse & { readonly targets: readonly T[] }> {
  const inUse = await engineInUse(context);
  const given = await givenTargets(context, inUse.engine, kind, wish, args);
  return { ...inUse, targets: given ?? (await pickSome(kind, wish, inUse.engine)) };
}

/** The same for a command that takes one object; of several selected ones it is the first. */
export async function findTarget<T>(
  context: FeatureContext,
  kind: TargetKind<T>,
  wish: Wish<T>,
  [target]: TargetArgs,
): Promise<(EngineInUse & { readonly target: T }) | undefined> {
  const inUse = await engineInUse(context);
  const given = await givenTargets(context, inUse.engine, kind, wish, [target]);
  const found = given ? given[0] : await pickOne(kind, wish.question, await listFitting(kind, wish, inUse.engine));
  return found && { ...inUse, target: found };
}

async function givenTargets<T>(
  context: FeatureContext,
  engine: Engine,
  kind: TargetKind<T>,
  { fits = () => true, question }: Wish<T>,
  [target, selection]: TargetArgs,
): Promise<readonly T[] | undefined> {
  if (typeof target === 'string') {
    const one = await targetNamed(engine, kind, question, target);
    return one === undefined ? [] : [one];
  }
  const rows = target ? rowsOf(target, selection) : context.selection.nodes;
  const targets = new Map(rows.flatMap((node) => kind.ofNode(node)).map((one) => [kind.key(one), one]));
  const fitting = [...targets.values()].filter(fits);
  if (fitting.length > 0) return fitting;
  // A row's state may be a moment old: where nothing fits, the engine says why it cannot be.
  return target && targets.size > 0 ? [...targets.values()] : undefined;
}

/** The selected rows where the row is one of them, else the row alone; what is no list of rows is no selection. */
export function rowsOf(target: Node, selection: unknown): readonly Node[] {
  const rows = Array.isArray(selection) ? (selection as readonly Node[]) : [];
  return rows.some(({ id }) => id === target.id) ? rows : [target];
}

async function targetNamed<T>(
  engine: Engine,
  kind: TargetKind<T>,
  question: string,
  text: string,
): Promise<T | undefined> {
  const candidates = kind.named(await kind.list(engine), text);
  if (candidates.length === 0) throw new EngineError('notFound', kind.unknown(text));
  return candidates.length === 1 ? candidates[0] : pickOne(kind, question, candidates);
}

async function listFitting<T>(
  kind: TargetKind<T>,
  { fits = () => true, none }: Wish<T>,
  engine: Engine,
): Promise<readonly T[]> {
  const fitting = (await kind.list(engine)).filter(fits);
  if (fitting.length === 0) void showNote(none);
  return fitting;
}

async function pickSome<T>(kind: TargetKind<T>, wish: Wish<T>, engine: Engine): Promise<readonly T[]> {
  const fitting = await listFitting(kind, wish, engine);
  if (fitting.length === 0) return [];
  const items = fitting.map((target) => ({ ...foreignItem(kind.item(target)), target }));
  const picked = await window.showQuickPick(items, { ...pickOptions(wish), canPickMany: true });
  return picked?.map(({ target }) => target) ?? [];
}

async function pickOne<T>(kind: TargetKind<T>, question: string, targets: readonly T[]): Promise<T | undefined> {
  if (targets.length === 0) return undefined;
  const items = targets.map((target) => ({ ...foreignItem(kind.item(target)), target }));
  return (await window.showQuickPick(items, pickOptions({ question })))?.target;
}

function pickOptions({ question }: { readonly question: string }) {
  return { placeHolder: question, matchOnDescription: true, matchOnDetail: true };
}
