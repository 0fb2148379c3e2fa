import type { DockerfileDocument } from '../document.js';
import type { Position } from '../range.js';
import { stageImage } from './stageDocumentation.js';

/** A note at the end of something that is written with variables. */
export interface InlayHint {
  readonly position: Position;
  readonly text: string;
}

/** Behind each FROM whose image is written with variables, the image that their defaults make. */
export function inlayHints(document: DockerfileDocument): readonly InlayHint[] {
  return document.stages.flatMap((stage) => {
    if (!stage.image?.value.includes('$')) return [];
    const text = stageImage(stage);
    return text === undefined ? [] : [{ position: stage.from.rangeOf(stage.image).end, text }];
  });
}
