import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyImage } from '../../../../src/core/registry/copy.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { digestOf, FakeRegistry } from '../../../support/fakeRegistry.js';
import { addShape, type ImageShape, imageShapes } from '../../../support/imageShapes.js';

async function copyKeeps(shape: ImageShape, isSame: boolean): Promise<void> {
  const source = await new FakeRegistry().start();
  const target = isSame ? source : await new FakeRegistry().start();
  try {
    const { digest } = addShape(source, shape, 'v1');
    const place = ({ host }: FakeRegistry, path: string) => ({
      client: new RegistryClient({ host }),
      ...{ path, reference: 'v1' },
    });
    assert.equal(await copyImage(place(source, 'a'), place(target, 'b'), () => {}), digest);
    const from = source.repository('a');
    const to = target.repository('b');
    assert.equal(to.tags.get('v1'), digest);
    assert.deepEqual([...to.manifests.keys()].sort(), [...from.manifests.keys()].sort());
    assert.deepEqual([...to.blobs.keys()].sort(), [...from.blobs.keys()].sort());
    for (const [name, { bytes, mediaType }] of to.manifests) {
      assert.equal(digestOf(bytes), name);
      assert.equal(mediaType, from.manifests.get(name)?.mediaType);
    }
    for (const [name, bytes] of to.blobs) assert.equal(digestOf(bytes), name);
  } finally {
    await Promise.all([source.stop(), isSame ? undefined : target.stop()]);
  }
}

describe('a copy', () => {
  for (const isSame of [false, true])
    it(`${isSame ? 'inside a registry' : 'to another registry'} keeps every digest of any nested index`, () =>
      fc.assert(
        fc.asyncProperty(imageShapes, (shape) => copyKeeps(shape, isSame)),
        { numRuns: 25, seed: 7 },
      ));
});
