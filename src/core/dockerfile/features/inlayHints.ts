import { formatAge, formatBytes } from '../../base/format.js';
import type { DockerfileDocument } from '../document.js';
import type { Position } from '../range.js';
import { baseImages, type ImagePlace } from './images.js';
import { stageImage } from './stageDocumentation.js';

/** A note at the end of something that is written with variables. */
export interface InlayHint {
  readonly position: Position;
  readonly text: string;
}

/** Behind each FROM how large and how old its image is, where that is known. */
export function imageSizeHints(
  document: DockerfileDocument,
  known: (place: ImagePlace) => { readonly size?: number; readonly created?: number } | undefined,
  now = Date.now(),
): readonly InlayHint[] {
  return baseImages(document).flatMap((place) => {
    const { size, created } = known(place) ?? {};
    const parts = [size && formatBytes(size), created && formatAge(created, now)].filter((part) => part);
    return parts.length > 0 ? [{ position: place.range.end, text: parts.join(', ') }] : [];
  });
}

/** Behind each FROM whose image is written with variables, the image that their defaults make. */
export function inlayHints(document: DockerfileDocument): readonly InlayHint[] {
  return document.stages.flatMap((stage) => {
    if (!stage.image?.value.includes('$')) return [];
    const text = stageImage(stage);
    return text === undefined ? [] : [{ position: stage.from.rangeOf(stage.image).end, text }];
  });
}
