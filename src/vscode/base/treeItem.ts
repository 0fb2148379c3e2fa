import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { plainText } from '../../core/base/plainText.js';
import type { Row, TooltipSection } from '../../core/explorer/row.js';
import { tooltipMarkdown } from '../../core/explorer/tooltip.js';

const states = { collapsed: TreeItemCollapsibleState.Collapsed, expanded: TreeItemCollapsibleState.Expanded };

/** A row as the editor wants it; the tooltip is left for when it is asked for. */
export function toTreeItem(node: { readonly id: string }, row: Row, children: Row['children']): TreeItem {
  const item = new TreeItem(plainText(row.label), children ? states[children] : TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = plainText(row.description);
  item.contextValue = row.contextValue;
  item.iconPath = new ThemeIcon(row.icon.id, row.icon.color === undefined ? undefined : new ThemeColor(row.icon.color));
  item.accessibilityInformation = { label: plainText(row.accessibleLabel), role: 'treeitem' };
  if (row.command !== undefined)
    item.command = { command: `longshore.${row.command}`, title: plainText(row.label), arguments: [node] };
  return item;
}

/** A tooltip in which foreign text cannot become markup, links or icons. */
export function toTooltip(heading: string, sections: readonly TooltipSection[]): MarkdownString {
  return new MarkdownString(tooltipMarkdown(heading, sections), false);
}
