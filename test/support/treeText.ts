import type { Row } from '../../src/core/explorer/row.js';

/** A tree as text, one row a line with all that it shows. */
export function treeText<N>(roots: readonly N[], row: (node: N) => Row, children: (node: N) => readonly N[]): string {
  const lines = (nodes: readonly N[], depth: number): string[] =>
    nodes.flatMap((node) => [rowText(row(node), depth), ...lines(children(node), depth + 1)]);
  return lines(roots, 0).join('\n');
}

function rowText({ label, description, icon, contextValue, accessibleLabel, children }: Row, depth: number): string {
  const mark = children === undefined ? '' : children === 'expanded' ? '▾ ' : '▸ ';
  const picture = icon.color === undefined ? icon.id : `${icon.id} ${icon.color}`;
  return `${'  '.repeat(depth)}${mark}${label} | ${description} | ${picture} | ${contextValue} | ${accessibleLabel}`;
}
