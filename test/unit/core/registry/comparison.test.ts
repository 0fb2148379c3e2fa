import assert from 'node:assert/strict';
import { commonPlatforms, detailsFor } from '../../../../src/core/registry/comparison.js';
import { mediaTypes } from '../../../../src/core/registry/manifest.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { localPlatform, readTagDetails } from '../../../../src/core/registry/tagDetails.js';
import { FakeRegistry } from '../../../support/fakeRegistry.js';

describe('two tags', () => {
  let registry: FakeRegistry;
  beforeEach(async () => {
    registry = await new FakeRegistry().start();
  });
  afterEach(() => registry.stop());

  const details = (reference: string) =>
    readTagDetails(new RegistryClient({ host: registry.host }), 'a', reference, 'linux/amd64');
  /** An index whose images differ by the platform that they are listed for. */
  const addIndex = (tag: string, ...platforms: string[]) => {
    const manifests = platforms.map((platform) => {
      const [os, architecture, variant] = platform.split('/');
      return { ...registry.addImage('a', `${tag} ${platform}`), platform: { os, architecture, variant } };
    });
    registry.addManifest('a', { mediaType: mediaTypes.ociIndex, ...{ schemaVersion: 2, manifests } }, tag);
  };
  const common = async (left: string, right: string) => commonPlatforms(await details(left), await details(right));

  it('have in common what both are built for, with or without the usual variant', async () => {
    addIndex('v1', 'linux/s390x', 'linux/arm64/v8', 'linux/amd64', 'unknown/unknown');
    addIndex('v2', 'linux/amd64', 'linux/arm64', 'linux/arm/v6', 'unknown/unknown');
    registry.addImage('a', 'one', 'single');
    assert.deepEqual([...(await common('v1', 'v2'))].sort(), ['linux/amd64', 'linux/arm64']);
    assert.equal((await common('v1', 'v2'))[0], localPlatform());
    assert.deepEqual(await common('single', 'v2'), ['linux/amd64']);
    addIndex('other', 'windows/amd64');
    assert.deepEqual(await common('other', 'v2'), []);
  });

  it('are shown with the images of the platform that was chosen', async () => {
    addIndex('v1', 'linux/amd64', 'linux/arm64/v8');
    const shown = async (platform: string | undefined) =>
      (await detailsFor(await details('v1'), platform, details)).image?.config.env;
    assert.deepEqual(await shown('linux/arm64'), ['v1 linux/arm64/v8']);
    assert.deepEqual(await shown('linux/amd64'), ['v1 linux/amd64']);
    assert.deepEqual(await shown(undefined), ['v1 linux/amd64']);
  });
});
