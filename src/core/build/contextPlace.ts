import type { Dirent } from 'node:fs';
import type { ContextEntry } from './context.js';
import type { Match, PatternMatcher } from './patterns.js';

/** What decides what is wanted of a context. */
export interface Matchers {
  readonly exclude?: PatternMatcher;
  readonly include?: PatternMatcher;
}

/** What is in a folder, or the folder itself on the way to the entry in hand. */
export interface Place {
  readonly path: string;
  readonly parent: Place | undefined;
  /** Undefined until the disk has told of it, and at the root, which is never listed itself. */
  entry: ContextEntry | undefined;
  readonly exclude: Match | undefined;
  readonly include: Match | undefined;
  readonly wanted: boolean;
  /** A folder in which something may be wanted. */
  readonly isWalked: boolean;
  listed: boolean;
}

/** The context itself. */
export const root: Place = {
  path: '',
  parent: undefined,
  entry: undefined,
  exclude: undefined,
  include: undefined,
  wanted: true,
  isWalked: true,
  listed: true,
};

/** What the patterns say of what a folder holds. */
export function judge(folder: Place, dirent: Dirent, matchers: Matchers): Place {
  const file = folder.path === '' ? dirent.name : `${folder.path}/${dirent.name}`;
  const exclude = matchers.exclude?.match(file, folder.exclude);
  const include = matchers.include?.match(file, folder.include);
  return {
    path: file,
    parent: folder,
    entry: undefined,
    exclude,
    include,
    wanted: !exclude?.matched && include?.matched !== false,
    isWalked: dirent.isDirectory() && mayHoldWanted(file, { exclude, include }, matchers),
    listed: false,
  };
}

function mayHoldWanted(file: string, { exclude, include }: Pick<Place, 'exclude' | 'include'>, matchers: Matchers) {
  if (exclude?.matched && !matchers.exclude?.mayChangeBelow(file, exclude)) return false;
  return include?.matched !== false || matchers.include?.mayChangeBelow(file, include) === true;
}

/** Folders above that were passed over so far, the outermost first. */
export function unlistedParents(child: Place): ContextEntry[] {
  const parents: ContextEntry[] = [];
  for (let folder = child.parent; folder && !folder.listed; folder = folder.parent) {
    folder.listed = true;
    if (folder.entry) parents.unshift(folder.entry);
  }
  return parents;
}
