import assert from 'node:assert/strict';
import { RegistryError, type RegistryErrorReason } from '../../../../src/core/registry/errors.js';
import { providerFor } from '../../../../src/core/registry/providerFor.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { readTagStates, removeTags } from '../../../../src/core/registry/retention.js';
import { deleteDigest, deleteTag, findSiblings } from '../../../../src/core/registry/tagDelete.js';
import { FakeGitHub } from '../../../support/fakeGitHub.js';
import { FakeRegistry } from '../../../support/fakeRegistry.js';
import { namedHosts } from '../../../support/namedHosts.js';

const path = 'acme/deep/app';
const because = (reason: RegistryErrorReason) => (error: unknown) => RegistryError.is(error, reason);

describe('GHCR', () => {
  let registry: FakeRegistry;
  let github: FakeGitHub;
  beforeEach(async () => {
    registry = await new FakeRegistry({ deletes: 'off' }).start();
  });
  afterEach(() => Promise.all([registry.stop(), github.stop()]));

  const opened = async (...scopes: string[]) => {
    github = await new FakeGitHub(registry, 'acme', scopes).start();
    const { transport, sent } = namedHosts({ 'https://ghcr.io': registry, 'https://api.github.com': github });
    const options = {
      ...{ host: 'ghcr.io', transport },
      credential: { kind: 'password', username: 'me', password: 'token' } as const,
    };
    const client = new RegistryClient(options);
    return { client, sent, provider: await providerFor({ ...options, client }) };
  };
  const opening = () => opened('read:packages', 'delete:packages');
  const tags = () => [...registry.repository(path).tags.keys()];

  it('deletes a digest with all its tags by the version that GitHub keeps of it, on whichever page that is', async () => {
    for (let index = 0; index < 120; index += 1) registry.addImage(path, `untagged ${index}`);
    registry.addImage(path, 'two', 'v2');
    const { digest } = registry.addImage(path, 'one', 'v1', 'same');
    const { client, provider, sent } = await opening();
    assert.deepEqual(await deleteTag(client, provider, path, 'v1'), { kind: 'digestOnly', digest });
    assert.ok(sent.every(({ method }) => method !== 'DELETE'));
    const siblings = await findSiblings(client, path, 'v1', digest, () => {});
    assert.deepEqual(siblings.tags, ['same']);
    await deleteDigest(client, provider, path, 'v1', siblings);
    assert.deepEqual(tags(), ['v2']);
    const deletions = sent.filter(({ method }) => method === 'DELETE');
    assert.deepEqual(
      deletions.map(({ origin, path: url }) => origin + url),
      ['https://api.github.com/orgs/acme/packages/container/deep%2Fapp/versions/121'],
    );
  });

  it('says what GitHub says when it keeps the last version, or the token may not delete', async () => {
    const { digest } = registry.addImage(path, 'one', 'v1');
    const siblings = { digest, tags: [], indexes: [] };
    const { client, provider } = await opening();
    await assert.rejects(deleteDigest(client, provider, path, 'v1', siblings), (error) => {
      assert.ok(RegistryError.is(error, 'rejected'));
      assert.match(error.detail, /cannot delete the last tagged version/);
      return true;
    });
    await github.stop();
    const reading = await opened('read:packages');
    await assert.rejects(deleteDigest(reading.client, reading.provider, path, 'v1', siblings), because('denied'));
    assert.deepEqual(tags(), ['v1']);
  });

  it('lets no tag go whose digest others need', async () => {
    const image = registry.addImage(path, 'one', 'v1', 'same');
    const part = registry.addImage(path, 'two', 'part');
    registry.addManifest(
      path,
      { mediaType: 'application/vnd.oci.image.index.v1+json', ...{ schemaVersion: 2, manifests: [part] } },
      'index',
    );
    const { client, provider } = await opening();
    const all = await readTagStates(client, path, () => {});
    for (const name of ['v1', 'part']) {
      const chosen = all.filter((tag) => tag.name === name);
      await assert.rejects(
        removeTags(client, provider, path, chosen, () => {}),
        because('digestShared'),
      );
    }
    assert.deepEqual(tags(), ['v1', 'same', 'part', 'index']);
    const both = all.filter(({ digest }) => digest === image.digest);
    assert.deepEqual((await removeTags(client, provider, path, both, () => {})).toSorted(), ['same', 'v1']);
    assert.deepEqual(tags(), ['part', 'index']);
  });
});
