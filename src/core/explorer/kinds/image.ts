import * as l10n from '@vscode/l10n';
import { formatAge, formatBytes, formatTime, shortId } from '../../base/format.js';
import { contextValue } from '../contextValue.js';
import type { ImageNode } from '../node.js';
import type { Row, RowIcon, TooltipSection } from '../row.js';
import { labelFacts, outdatedFlag, updateWords } from './container.js';

export function imageRow(node: ImageNode, now: number): Row {
  const { image } = node;
  const size = formatBytes(image.size);
  const age = image.created > 0 ? formatAge(image.created, now) : '';
  const use = node.usedBy.length > 0 ? l10n.t('in use') : '';
  const update = updateWords(node.outdated);
  const problem = image.problem === undefined ? '' : l10n.t('unreadable');
  return {
    label: imageLabel(node),
    description: [problem, update, size, age, use].filter(Boolean).join(' · '),
    icon: iconOf(node),
    contextValue: contextValue(
      'image',
      ...(node.reference === undefined ? [] : (['tagged'] as const)),
      ...outdatedFlag(node.outdated),
    ),
    accessibleLabel: [spoken(node), problem, update, size, age, useWords(node), alsoTagged(node)]
      .filter(Boolean)
      .join(', '),
  };
}

/** The tag under its repository, or the short id of an image without one. */
function imageLabel({ image, reference }: ImageNode): string {
  return reference === undefined ? shortId(image.id) : tagOf(reference);
}

/** The part after the repository name, which may hold a port: `host:5000/app:1` has tag `1`. */
function tagOf(reference: string): string {
  return reference.slice(reference.lastIndexOf(':') + 1);
}

function iconOf({ image, reference, usedBy, outdated }: ImageNode): RowIcon {
  const color = usedBy.length > 0 ? { color: 'charts.green' } : {};
  if (image.problem !== undefined) return { id: 'question', color: 'problemsWarningIcon.foreground' };
  if (outdated) return { id: 'arrow-circle-up', color: 'charts.blue' };
  if (reference === undefined) return { id: 'circle-outline', ...color };
  return { id: image.tags.length > 1 ? 'versions' : 'tag', ...color };
}

function spoken({ image, reference }: ImageNode): string {
  return reference === undefined
    ? l10n.t('image without a tag {0}', shortId(image.id))
    : l10n.t('image {0}', reference);
}

function useWords({ usedBy }: ImageNode): string {
  if (usedBy.length === 0) return l10n.t('not in use');
  return usedBy.length === 1 ? l10n.t('used by 1 container') : l10n.t('used by {0} containers', usedBy.length);
}

function alsoTagged(node: ImageNode): string {
  const others = otherTags(node);
  return others.length > 0 ? l10n.t('also tagged {0}', others.join(', ')) : '';
}

function otherTags({ image, reference }: ImageNode): string[] {
  return image.tags.filter((tag) => tag !== reference);
}

export function imageTooltip(node: ImageNode): TooltipSection[] {
  const { image } = node;
  return [
    {
      facts: [
        { name: l10n.t('Problem'), value: image.problem ?? '' },
        { name: l10n.t('Reference'), value: node.reference ?? '' },
        { name: l10n.t('No tag because'), value: node.reference === undefined ? whyUntagged(node) : '' },
        { name: l10n.t('Also tagged'), value: otherTags(node).join(', ') },
        { name: l10n.t('Id'), value: shortId(image.id) },
        { name: l10n.t('Size'), value: formatBytes(image.size) },
        { name: l10n.t('Created'), value: image.created > 0 ? formatTime(image.created) : '' },
        { name: l10n.t('Used by'), value: node.usedBy.join(', ') || l10n.t('no container') },
        { name: l10n.t('Digests'), value: image.digests.join(', ') },
      ],
    },
    { title: l10n.t('Labels'), facts: labelFacts(image.labels) },
  ];
}

function whyUntagged({ image }: ImageNode): string {
  return image.digests.length > 0
    ? l10n.t('it was pulled by its digest, or its tag moved on to a newer image')
    : l10n.t('a newer build or pull took its tag, or it was built without one');
}
