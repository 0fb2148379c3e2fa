import { parseImageReference } from '../base/imageReference.js';
import type { DockerfileDocument } from '../dockerfile/document.js';

/** Registry hosts of the images that a Dockerfile starts from. */
export function baseImageHosts({ stages }: DockerfileDocument): string[] {
  const bases = stages.filter(({ base, parent }) => !parent && base.text !== 'scratch');
  return [...new Set(bases.flatMap(({ base }) => parseImageReference(base.text)?.host ?? []))];
}
