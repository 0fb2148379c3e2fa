import * as l10n from '@vscode/l10n';
import { formatAge, formatBytes, formatTime } from '../../base/format.js';
import { familiarReference } from '../../base/imageReference.js';
import type { ImageDetails, TagDetails } from '../../registry/tagDetails.js';
import { contextValue } from '../contextValue.js';
import type { TagNode } from '../node.js';
import type { Row, TooltipSection } from '../row.js';
import { artifactLook } from './artifact.js';
import { labelFacts } from './container.js';

const shownAliases = 4;

/** The reference that pulls the tag. */
export function tagReference({ host, path, tag }: Pick<TagNode, 'host' | 'path' | 'tag'>): string {
  return familiarReference({ host, path, tag });
}

export function tagRow(node: TagNode, now: number): Row {
  const { tag, aliases, summary, local, abilities } = node;
  const size = summary.size === undefined ? '' : formatBytes(summary.size);
  const time = summary.pushed ?? summary.created;
  const age = time === undefined ? '' : formatAge(time, now);
  const artifact = node.artifactType === undefined ? undefined : artifactLook(node.artifactType);
  const here = local ? localWords[local]() : '';
  return {
    label: tag,
    description: [aliasWords(aliases), artifact?.word, size, age, here].filter(Boolean).join(' · '),
    icon: { id: artifact?.icon ?? 'tag', ...(local && localColors[local]) },
    contextValue: contextValue('tag', ...abilities, ...(artifact ? [] : (['pullable'] as const))),
    accessibleLabel: [
      l10n.t('tag {0}', tag),
      aliases.length > 0 ? l10n.t('same as {0}', aliases.slice(0, shownAliases).join(', ')) : '',
      artifact?.word,
      size,
      age,
      here,
    ]
      .filter(Boolean)
      .join(', '),
    children: 'collapsed',
  };
}

const localWords = {
  here: () => l10n.t('pulled'),
  other: () => l10n.t('another version pulled'),
  unknown: () => l10n.t('a version pulled'),
};
const localColors = { here: { color: 'charts.green' }, other: { color: 'charts.yellow' }, unknown: {} };

function aliasWords(aliases: readonly string[]): string {
  if (aliases.length === 0) return '';
  const more = aliases.length - shownAliases;
  return `= ${aliases.slice(0, shownAliases).join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

/** What is known without asking; `details` once they were read. */
export function tagTooltip(node: TagNode, details?: TagDetails): TooltipSection[] {
  const { summary } = node;
  const platforms = details?.platforms.flatMap(({ platform }) => platform ?? []) ?? summary.platforms ?? [];
  const single = details?.image && details.platforms.length === 0 ? [details.image.platform] : [];
  return [
    {
      facts: [
        { name: l10n.t('Reference'), value: tagReference(node) },
        { name: l10n.t('Same as'), value: node.aliases.join(', ') },
        { name: l10n.t('Digest'), value: details?.digest ?? summary.digest ?? '' },
        { name: l10n.t('Artifact'), value: details?.artifactType ?? '' },
        { name: l10n.t('Size'), value: sizeWords(summary.size, details?.image) },
        { name: l10n.t('Created'), value: timeWords(details?.image?.config.created) },
        { name: l10n.t('Pushed'), value: timeWords(summary.pushed) },
        { name: l10n.t('Platforms'), value: [...platforms, ...single].join(', ') },
      ],
    },
    { title: l10n.t('Labels'), facts: labelFacts(details?.image?.config.labels ?? {}) },
  ];
}

function sizeWords(size: number | undefined, image: ImageDetails | undefined): string {
  if (image) return l10n.t('{0} compressed ({1})', formatBytes(image.size), image.platform);
  return size === undefined ? '' : l10n.t('{0} compressed', formatBytes(size));
}

const timeWords = (time: number | undefined) => (time === undefined ? '' : formatTime(time));
