import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyImage } from '../../../../src/core/registry/copy.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
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

describe('a copy of an image with a layer', () => {
  let source: FakeRegistry;
  let target: FakeRegistry;
  beforeEach(async () => {
    [source, target] = await Promise.all([new FakeRegistry().start(), new FakeRegistry().start()]);
  });
  afterEach(() => Promise.all([source.stop(), target.stop()]));

  const copy = (layer: { digest: string; size: number }) => {
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', ...source.addBlob('a', '{}') };
    const layers = [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer }];
    source.addManifest('a', Object.assign({ schemaVersion: 2, config, layers }, { mediaType }), 'v1');
    const place = ({ host }: FakeRegistry) => ({ client: new RegistryClient({ host }), path: 'a', reference: 'v1' });
    return copyImage(place(source), place(target), () => {});
  };

  it('whose digest is one of sha512', async () => {
    const layer = source.addBlob('a', 'layer', 'sha512');
    await copy(layer);
    assert.equal(target.repository('a').blobs.get(layer.digest)?.toString(), 'layer');
  });

  it('that is longer than its descriptor says ends', async () => {
    const layer = source.addBlob('a', 'layer');
    await assert.rejects(copy({ ...layer, size: 4 }), (error) => RegistryError.is(error, 'digestMismatch'));
    const { blobs, tags } = target.repository('a');
    assert.deepEqual([blobs.has(layer.digest), tags.has('v1')], [false, false]);
    assert.equal(target.requests.filter(({ method }) => method === 'DELETE').length, 1);
  });
});

describe('a copy', () => {
  for (const isSame of [false, true])
    it(`${isSame ? 'inside a registry' : 'to another registry'} keeps every digest of any nested index`, () =>
      fc.assert(
        fc.asyncProperty(imageShapes, (shape) => copyKeeps(shape, isSame)),
        { numRuns: 25, seed: 7 },
      ));
});
