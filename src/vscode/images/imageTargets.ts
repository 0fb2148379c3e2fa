import * as l10n from '@vscode/l10n';
import { formatAge, formatBytes, shortId } from '../../core/base/format.js';
import { familiarName, parseImageReference } from '../../core/base/imageReference.js';
import { type ImageTag, imagesNamed, imageTags } from '../../core/engine/lookup.js';
import type { Container, Image } from '../../core/engine/models.js';
import type { TargetKind } from '../base/targets.js';

/** Images, one for each tag, as what commands act on. */
export const imageTargets: TargetKind<ImageTag> = {
  ofNode: (node) => {
    if (node.kind === 'image') return [node];
    return node.kind === 'imageRepository' ? node.images : [];
  },
  list: async (engine) => imageTags(await engine.images.list()),
  named: (all, text) => imagesNamed(imagesOf(all), text),
  key: ({ image, reference }) => `${image.id} ${reference ?? ''}`,
  item: (target) => ({
    label: nameOf(target),
    description: `${formatBytes(target.image.size)} · ${formatAge(target.image.created, Date.now())}`,
    detail: shortId(target.image.id),
  }),
  unknown: (text) => l10n.t('No local image has the name or id "{0}".', text),
};

/** What people call it: its tag, else the short id. */
export function nameOf({ image, reference }: ImageTag): string {
  return reference ?? shortId(image.id);
}

/** What the engine is told: the tag, else the whole id. */
export function referenceOf({ image, reference }: ImageTag): string {
  return reference ?? image.id;
}

/** The images that the tags belong to, each once. */
export function imagesOf(tags: readonly ImageTag[]): readonly Image[] {
  return [...new Map(tags.map(({ image }) => [image.id, image])).values()];
}

/** The containers made from an image, running or not. */
export function usersOf({ id }: Image, containers: readonly Container[]): readonly Container[] {
  return containers.filter(({ imageId }) => imageId === id);
}

/** The repository without its tag, else the id: what settings of a run are remembered under. */
export function familiarOf({ image, reference = image.digests[0] ?? '' }: ImageTag): string {
  const parsed = parseImageReference(reference);
  return parsed ? familiarName(parsed) : image.id;
}
