import { containerRow, containerTooltip } from './kinds/container.js';
import { groupRow, groupTooltip } from './kinds/group.js';
import { imageRow, imageTooltip } from './kinds/image.js';
import { imageRepositoryRow, imageRepositoryTooltip } from './kinds/imageRepository.js';
import type { ContainerNode, GroupNode, ImageNode, ImageRepositoryNode } from './node.js';
import type { Row, TooltipSection } from './row.js';

/** The rows of the engine's views. */
export type EngineNode = GroupNode | ContainerNode | ImageRepositoryNode | ImageNode;

/** How a node looks at a moment (milliseconds since 1970). */
export function rowOf(node: EngineNode, now: number): Row {
  switch (node.kind) {
    case 'group':
      return groupRow(node);
    case 'container':
      return containerRow(node, now);
    case 'imageRepository':
      return imageRepositoryRow(node);
    case 'image':
      return imageRow(node, now);
  }
}

/** What a row says when the mouse rests on it; `since` is when a container's state began. */
export function tooltipOf(node: EngineNode, since?: number): TooltipSection[] {
  switch (node.kind) {
    case 'group':
      return groupTooltip(node);
    case 'container':
      return containerTooltip(node, since);
    case 'imageRepository':
      return imageRepositoryTooltip(node);
    case 'image':
      return imageTooltip(node);
  }
}

/** The rows below a row. */
export function childrenOf(node: EngineNode): readonly EngineNode[] {
  if (node.kind === 'group') return node.containers;
  return node.kind === 'imageRepository' ? node.images : [];
}
