import type { NodeFlag, NodeKind } from '../core/explorer/contextValue.js';

/** A when-clause of the manifest. Source: https://code.visualstudio.com/api/references/when-clause-contexts */
export type When = string;

/** True on rows of this kind that have all the flags; see `contextValue` for what rows carry. */
export function nodeIs(kind: NodeKind, ...flags: readonly NodeFlag[]): When {
  return [kind, ...flags].map((word) => `viewItem =~ /;${word};/`).join(' && ');
}

export function either(...clauses: readonly When[]): When {
  return clauses.map((clause) => `(${clause})`).join(' || ');
}

export function not(clause: When): When {
  return `!(${clause})`;
}
