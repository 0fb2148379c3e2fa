import * as l10n from '@vscode/l10n';
import { formatBytes } from '../../base/format.js';
import { contextValue, type NodeFlag } from '../contextValue.js';
import type { ImageRepositoryNode } from '../node.js';
import type { Row, TooltipSection } from '../row.js';

export function imageRepositoryRow(node: ImageRepositoryNode): Row {
  const { name, images } = node;
  const label = name ?? l10n.t('Images without a tag');
  const tagged = images.filter(({ reference }) => reference !== undefined).length;
  const count = images.length === 1 ? l10n.t('1 image') : l10n.t('{0} images', images.length);
  const tags = tagged === 1 ? l10n.t('1 tag') : l10n.t('{0} tags', tagged);
  const description = tagged === 0 ? count : tags;
  return {
    label,
    description,
    icon: { id: name === undefined ? 'circle-slash' : 'package' },
    contextValue: contextValue('imageRepository', ...flags(name, tagged)),
    accessibleLabel: [name === undefined ? label : l10n.t('image repository {0}', name), description].join(', '),
    children: node.open ? 'expanded' : 'collapsed',
  };
}

function flags(name: string | undefined, tagged: number): NodeFlag[] {
  return [...(name === undefined ? [] : (['named'] as const)), ...(tagged > 0 ? (['tagged'] as const) : [])];
}

export function imageRepositoryTooltip({ images }: ImageRepositoryNode): TooltipSection[] {
  const sizes = new Map(images.map(({ image }) => [image.id, image.size]));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return [
    {
      facts: [
        { name: l10n.t('Images'), value: String(sizes.size) },
        { name: l10n.t('Size, shared layers counted each time'), value: formatBytes(total) },
      ],
    },
  ];
}
