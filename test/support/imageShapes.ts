import fc from 'fast-check';
import { mediaTypes } from '../../src/core/registry/manifest.js';
import type { FakeRegistry } from './fakeRegistry.js';

/** An image by its salt, or an index of others. */
export type ImageShape = number | readonly ImageShape[];

/** Images of six salts and indexes of them, one inside the other. */
export const imageShapes: fc.Arbitrary<ImageShape> = fc.letrec<{ shape: ImageShape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.nat(5),
    fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
  ),
})).shape;

/** Stores a shape in the repository `a` under tags and returns its descriptor. */
export function addShape(registry: FakeRegistry, shape: ImageShape, ...tags: string[]): { digest: string } {
  if (typeof shape === 'number') return registry.addImage('a', `image ${shape}`, ...tags);
  const manifests = shape.map((inner) => addShape(registry, inner));
  return registry.addManifest('a', Object.assign({ mediaType: mediaTypes.ociIndex, manifests }), ...tags);
}
