import { mapLimited } from '../base/async.js';
import { familiarName, type ImageReference, parseImageReference } from '../base/imageReference.js';

/** A local image that came from a registry. */
export interface PulledImage {
  /** `repository:tag`. */
  readonly reference: string;
  readonly imageId: string;
  /** `repository@digest`. */
  readonly digests: readonly string[];
}

export interface CheckedImage extends PulledImage {
  /** Where the tag points now. */
  readonly digest: string;
}

export interface UpdateCheck {
  readonly updates: readonly CheckedImage[];
  readonly current: readonly CheckedImage[];
  /** What could not be asked, with the reason. */
  readonly failed: readonly { readonly image: PulledImage; readonly error: unknown }[];
}

const atOnce = 6;

/** Asks where the tags of images point now. Images that never saw a registry are left out: nothing can be newer. */
export async function checkUpdates(
  images: readonly PulledImage[],
  digestOf: (reference: ImageReference & { readonly tag: string }) => Promise<string>,
  onProgress: (count: number) => void,
): Promise<UpdateCheck> {
  const asked = images.flatMap((image) => {
    const parsed = parseImageReference(image.reference);
    if (!parsed?.tag) return [];
    const name = familiarName(parsed);
    const known = image.digests.filter((digest) => digest.startsWith(`${name}@`)).map((digest) => digest.split('@')[1]);
    return known.length > 0 ? [{ image, parsed: { ...parsed, tag: parsed.tag }, known }] : [];
  });
  let count = 0;
  const results = await mapLimited(asked, atOnce, ({ parsed }) => digestOf(parsed).finally(() => onProgress(++count)));
  const updates: CheckedImage[] = [];
  const current: CheckedImage[] = [];
  const failed: UpdateCheck['failed'][number][] = [];
  for (const [index, result] of results.entries()) {
    const { image, known } = asked[index] ?? {};
    if (!image) continue;
    if (result.status === 'rejected') failed.push({ image, error: result.reason });
    else (known?.includes(result.value) ? current : updates).push({ ...image, digest: result.value });
  }
  return { updates, current, failed };
}
