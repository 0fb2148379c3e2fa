import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { isAbort } from '../../../../src/core/base/errors.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { genericProvider } from '../../../../src/core/registry/providers/generic.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { deleteDigest, deleteTagAlone, findSiblings } from '../../../../src/core/registry/tagDelete.js';
import { FakeRegistry, fail, type SeenRequest } from '../../../support/fakeRegistry.js';

describe('deleting a digest', () => {
  it('stops when another tag or index has come to it since the question', async () => {
    for (const newcomer of ['tag', 'index']) {
      const registry = await new FakeRegistry({ deletes: 'digestOnly' }).start();
      const client = new RegistryClient({ host: registry.host, scheme: 'http' });
      const provider = genericProvider({ host: registry.host, client, transport: client.session.transport });
      const image = registry.addImage('a', 'one', 'v1', 'same');
      const siblings = await findSiblings(client, 'a', 'v1', image.digest, () => {});
      assert.deepEqual(siblings, { digest: image.digest, tags: ['same'], indexes: [] });
      const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [image] };
      if (newcomer === 'tag') registry.repository('a').tags.set('prod', image.digest);
      else registry.addManifest('a', index, 'prod');
      await assert.rejects(deleteDigest(client, provider, 'a', 'v1', siblings), (error) =>
        RegistryError.is(error, 'tagMoved'),
      );
      assert.ok(registry.repository('a').manifests.has(image.digest));
      await registry.stop();
    }
  });
});

describe('deleting one tag of a digest', () => {
  let registry: FakeRegistry;
  let client: RegistryClient;
  let digest: string;
  beforeEach(async () => {
    registry = await new FakeRegistry({ deletes: 'digestOnly' }).start();
    client = new RegistryClient({ host: registry.host, scheme: 'http' });
    digest = registry.addImage('a', 'one', 'v1', 'same').digest;
  });
  afterEach(() => registry.stop());

  const tags = () => Object.fromEntries(registry.repository('a').tags);
  /** Answers the deletions from the n-th on. */
  const atDelete = (from: number, answer: (request: SeenRequest, response: ServerResponse) => void) => {
    let count = 0;
    registry.faults.push((request, response) => {
      if (request.method !== 'DELETE' || !request.url.includes('/manifests/') || ++count < from) return false;
      answer(request, response);
      return true;
    });
  };

  it('takes it away and nothing else', async () => {
    await deleteTagAlone(client, 'a', 'v1', digest);
    assert.deepEqual(tags(), { same: digest });
    assert.deepEqual([...registry.repository('a').manifests.keys()], [digest]);
  });

  it('does not touch a tag that points elsewhere by now', async () => {
    registry.addImage('a', 'two', 'v1');
    const before = tags();
    await assert.rejects(deleteTagAlone(client, 'a', 'v1', digest), (error) => RegistryError.is(error, 'tagMoved'));
    assert.deepEqual(tags(), before);
  });

  it('does not touch the tag before a deletion has worked', async () => {
    atDelete(1, (_request, response) => fail(response, 405, 'UNSUPPORTED'));
    await assert.rejects(deleteTagAlone(client, 'a', 'v1', digest), (error) => RegistryError.is(error, 'unsupported'));
    assert.ok(!registry.requests.some(({ method, url }) => method === 'PUT' && url.endsWith('/manifests/v1')));
  });

  for (const [name, answer] of Object.entries({
    'is refused': (response: ServerResponse): void => fail(response, 403, 'DENIED'),
    'breaks off': (response: ServerResponse): void => {
      response.socket?.destroy();
    },
    fails: (response: ServerResponse): void => fail(response, 500, 'UNKNOWN'),
  }))
    it(`puts the tag back when the last step ${name}`, async () => {
      atDelete(2, (_request, response) => answer(response));
      await assert.rejects(deleteTagAlone(client, 'a', 'v1', digest), (error) => RegistryError.is(error));
      assert.deepEqual(tags(), { v1: digest, same: digest });
    });

  it('puts the tag back when it is aborted in the last step', async () => {
    const controller = new AbortController();
    atDelete(2, () => controller.abort());
    await assert.rejects(deleteTagAlone(client, 'a', 'v1', digest, controller.signal), isAbort);
    assert.deepEqual(tags(), { v1: digest, same: digest });
  });

  it('says where the tag pointed when it cannot be put back', async () => {
    atDelete(2, (_request, response) => {
      registry.faults.push(({ method }, answer) => {
        if (method !== 'PUT') return false;
        fail(answer, 403, 'DENIED');
        return true;
      });
      fail(response, 500, 'UNKNOWN');
    });
    await assert.rejects(deleteTagAlone(client, 'a', 'v1', digest), (error) => {
      assert.ok(RegistryError.is(error, 'tagLost'));
      assert.equal(error.detail, `v1 = ${digest}`);
      return true;
    });
  });
});
