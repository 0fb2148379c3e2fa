import { familiarReference, parseImageReference } from '../base/imageReference.js';
import type { Container, Image } from './models.js';

/** The containers that a text names: by whole id, by name, else by the beginning of the id; several when it is ambiguous. */
export function containersNamed(containers: readonly Container[], text: string): readonly Container[] {
  const name = text.replace(/^\//, '');
  const exact = containers.find(({ id }) => id === text) ?? containers.find((container) => container.name === name);
  if (exact) return [exact];
  return isIdPrefix(text) ? containers.filter(({ id }) => id.startsWith(text.toLowerCase())) : [];
}

/** One tag of an image, or an image without one. */
export interface ImageTag {
  readonly image: Image;
  readonly reference?: string;
}

/** The image tags that a text names: by reference (`latest` understood), else by the beginning of the id. */
export function imagesNamed(images: readonly Image[], text: string): readonly ImageTag[] {
  const wanted = canonical(text);
  for (const image of images) {
    const reference = image.tags.find((tag) => tag === text || (wanted !== undefined && canonical(tag) === wanted));
    if (reference !== undefined) return [{ image, reference }];
    if (wanted !== undefined && image.digests.some((digest) => canonical(digest) === wanted)) return [firstTag(image)];
  }
  const hex = text.toLowerCase().replace(/^sha256:/, '');
  if (!isIdPrefix(hex)) return [];
  return images.filter(({ id }) => id.replace(/^sha256:/, '').startsWith(hex)).map(firstTag);
}

/** Every tag of every image, images without a tag too. */
export function imageTags(images: readonly Image[]): readonly ImageTag[] {
  return images.flatMap((image) =>
    image.tags.length === 0 ? [{ image }] : image.tags.map((reference) => ({ image, reference })),
  );
}

function firstTag(image: Image): ImageTag {
  const [reference] = image.tags;
  return { image, ...(reference !== undefined && { reference }) };
}

function canonical(text: string): string | undefined {
  const parsed = parseImageReference(text);
  if (!parsed) return undefined;
  if (parsed.digest) return familiarReference({ host: parsed.host, path: parsed.path, digest: parsed.digest });
  return familiarReference({ ...parsed, tag: parsed.tag ?? 'latest' });
}

function isIdPrefix(text: string): boolean {
  return /^[0-9a-f]{1,64}$/i.test(text);
}
