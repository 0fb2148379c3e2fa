import { taggedReference } from '../base/imageReference.js';
import type { Container, Image } from '../engine/models.js';

/** Whether a tag (`nginx:1.27`) is known to point in its registry to something newer than an image. */
export type IsBehind = (imageId: string, reference: string) => boolean;

/** Tells which containers run an older image than their tag means by now, here or in its registry; nothing is asked. */
export function outdatedContainers(images: Iterable<Image>, isBehind: IsBehind): (container: Container) => boolean {
  const idsByTag = new Map<string, string>();
  for (const { id, tags } of images) for (const tag of tags) idsByTag.set(tag, id);
  return ({ image, imageId }) => {
    const reference = taggedReference(image);
    if (reference === undefined) return false;
    return (idsByTag.get(reference) ?? imageId) !== imageId || isBehind(imageId, reference);
  };
}
