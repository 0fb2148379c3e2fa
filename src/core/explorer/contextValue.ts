import type { Node } from './node.js';

export type NodeKind = Node['kind'];

/** Facts about a row that menus ask for; a row's contextValue lists those that hold. */
export type NodeFlag =
  /** A container with a process, be it halted; a project with such a container, and so on. */
  | 'alive'
  | 'running'
  | 'paused'
  /** Can be started: a dead container cannot. */
  | 'stopped'
  | 'published'
  | 'outdated'
  /** A repository of images that has a name. */
  | 'named'
  /** An image that has a tag, a repository that has one of these. */
  | 'tagged'
  | 'connected'
  | 'login'
  | 'dockerLogin'
  | 'copyable'
  | 'platform'
  | 'writable'
  | 'pullable'
  | 'website';

/** The contextValue of a row: its kind and flags between semicolons, so that a clause can look for whole words. */
export function contextValue(kind: NodeKind, ...flags: readonly NodeFlag[]): string {
  return `;${[kind, ...flags].join(';')};`;
}
