import { familiarName, parseImageReference, taggedReference } from '../base/imageReference.js';
import type { Container, Image } from '../engine/models.js';

/** What an update of a container would do. */
export interface PlannedUpdate {
  readonly container: Container;
  /** What is pulled first; absent where the tag means a newer image here already, or never came from a registry. */
  readonly pull?: string;
  /** Id or digest of the new image, where it is known. */
  readonly to?: string;
}

/** Plans an update; `newerThan` tells the digest that a tag has in its registry where that is newer than an image. */
export function planUpdate(
  container: Container,
  images: readonly Image[],
  newerThan: (imageId: string, reference: string) => string | undefined,
): PlannedUpdate {
  const reference = taggedReference(container.image);
  if (reference === undefined) return { container };
  const tagged = images.find(({ tags }) => tags.includes(reference));
  const digest = newerThan(tagged?.id ?? container.imageId, reference);
  if (digest !== undefined) return { container, pull: reference, to: digest };
  if (tagged && tagged.id !== container.imageId) return { container, to: tagged.id };
  return { container, ...(!tagged || wasPulled(tagged, reference) ? { pull: reference } : {}) };
}

function wasPulled({ digests }: Image, reference: string): boolean {
  const parsed = parseImageReference(reference);
  return parsed !== undefined && digests.some((digest) => digest.startsWith(`${familiarName(parsed)}@`));
}
