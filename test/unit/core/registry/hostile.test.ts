import assert from 'node:assert/strict';
import { type CopyPlace, copyImage } from '../../../../src/core/registry/copy.js';
import { blobChunks } from '../../../../src/core/registry/download.js';
import { RegistryError, type RegistryErrorReason } from '../../../../src/core/registry/errors.js';
import { JsonApi } from '../../../../src/core/registry/jsonApi.js';
import { mediaTypes } from '../../../../src/core/registry/manifest.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { readTagDetails } from '../../../../src/core/registry/tagDetails.js';
import { FakeRegistry, send } from '../../../support/fakeRegistry.js';

const because = (reason: RegistryErrorReason) => (error: unknown) => {
  assert.ok(RegistryError.is(error, reason), String(error));
  return true;
};
const index = (manifests: readonly object[]) =>
  Object.assign({ schemaVersion: 2, manifests }, { mediaType: mediaTypes.ociIndex });
const good = `sha256:${'a'.repeat(64)}`;
const hostile = [
  '../../../_catalog?x=',
  '../../victim/manifests/latest',
  `${good}/../../v1`,
  'sha256:short',
  `${good}?x`,
  '%2e%2e',
  '',
];

describe('a hostile registry', () => {
  let source: FakeRegistry;
  let target: FakeRegistry;
  const place = ({ host }: FakeRegistry, path: string, reference: string): CopyPlace => ({
    client: new RegistryClient({ host, scheme: 'http' }),
    path,
    reference,
  });
  beforeEach(async () => {
    source = await new FakeRegistry({}, 'source').start();
    target = await new FakeRegistry({}, 'target').start();
  });
  afterEach(() => Promise.all([source.stop(), target.stop()]));

  it('gets no name, tag or digest into an address that is none, by any method', async () => {
    const { client } = place(target, 'a', 'v1');
    const writer = new RegistryWriter(client);
    const bytes = Buffer.from('{}');
    const nothing = async function* () {};
    const byName = (path: string): (() => Promise<unknown>)[] => [
      () => client.head(path, 'v1'),
      () => client.manifest(path, 'v1'),
      () => client.blob(path, good, 1),
      () => blobChunks(client, path, good).next(),
      () => client.referrers(path, good),
      async () => client.tagsPage(path)(undefined),
      () => writer.deleteManifest(path, good),
      () => writer.putManifest(path, 'v1', { bytes, mediaType: mediaTypes.ociIndex }),
      () => writer.hasBlob(path, good),
      () => writer.mountBlob(path, good, 'b'),
      () => writer.mountBlob('b', good, path),
      () => writer.uploadBlob(path, good, nothing(), () => {}),
    ];
    const byDigest = (digest: string): (() => Promise<unknown>)[] => [
      () => client.head('a', digest),
      () => client.manifest('a', digest),
      () => client.blob('a', digest, 1),
      () => blobChunks(client, 'a', digest).next(),
      () => client.referrers('a', digest),
      () => writer.deleteManifest('a', digest),
      () => writer.putManifest('a', digest, { bytes, mediaType: mediaTypes.ociIndex }),
      () => writer.hasBlob('a', digest),
      () => writer.mountBlob('a', digest, 'b'),
      () => writer.uploadBlob('a', digest, nothing(), () => {}),
    ];
    for (const name of ['../../_catalog', 'a/../b', 'a?x', 'A', ''])
      for (const work of byName(name)) await assert.rejects(work(), because('badAnswer'));
    for (const digest of hostile)
      for (const work of byDigest(digest)) await assert.rejects(work(), because('badAnswer'));
    assert.deepEqual(target.requests, []);
  });

  it('cannot lead a request of a session or of an API elsewhere', async () => {
    const { client } = place(target, 'a', 'v1');
    const api = new JsonApi({ transport: client.session.transport, origin: new URL(target.origin) });
    for (const path of [
      '/v2/a/../b',
      '//elsewhere.example.com/v2/',
      '/v2/a/%2e%2e/b',
      'http://elsewhere.example.com/',
    ]) {
      await assert.rejects(client.session.request(path, { scopes: [] }), because('unsafe'));
      await assert.rejects(api.send('GET', path), because('unsafe'));
    }
    assert.ok(target.requests.every(({ url }) => url === '/v2/'));
  });

  for (const digest of hostile)
    it(`whose index points at "${digest}" is not read on`, async () => {
      source.addManifest('team/app', index([{ mediaType: mediaTypes.ociManifest, digest, size: 1 }]), 'v1');
      const { client } = place(source, 'team/app', 'v1');
      await assert.rejects(readTagDetails(client, 'team/app', 'v1', 'linux/amd64'), because('badAnswer'));
      assert.deepEqual(
        source.requests.map(({ url }) => url),
        ['/v2/', '/v2/team/app/manifests/v1'],
      );
    });

  it('cannot overwrite another tag or repository of the target of a copy', async () => {
    const victim = target.addImage('team/victim', 'good', 'latest');
    const sibling = target.addImage('team/app', 'good app', 'prod');
    const evil = source.addImage('x/app', 'evil', 'evil');
    const stored = source.repository('x/app').manifests.get(evil.digest);
    assert.ok(stored);
    source.faults.push(({ url, method }, response) => {
      if (method !== 'GET' || !/victim|manifests\/prod/.test(url)) return false;
      response.setHeader('content-type', stored.mediaType);
      send(response, 200, stored.bytes);
      return true;
    });
    for (const digest of ['prod', '../../victim/manifests/latest']) {
      source.addManifest('x/app', index([{ mediaType: mediaTypes.ociManifest, digest, size: 1 }]), 'v1');
      await assert.rejects(
        copyImage(place(source, 'x/app', 'v1'), place(target, 'team/app', 'copied'), () => {}),
        because('badAnswer'),
      );
    }
    assert.equal(target.repository('team/app').tags.get('prod'), sibling.digest);
    assert.equal(target.repository('team/victim').tags.get('latest'), victim.digest);
    assert.ok(target.requests.every(({ method }) => method !== 'PUT'));
  });

  it('cannot send a copy ever deeper', async () => {
    let inner: object = source.addImage('a', 'one');
    for (let depth = 0; depth < 12; depth += 1) inner = source.addManifest('a', index([inner]), `depth-${depth}`);
    const copy = (tag: string) => copyImage(place(source, 'a', tag), place(target, 'a', tag), () => {});
    await copy('depth-2');
    await assert.rejects(copy('depth-11'), because('badAnswer'));
    assert.equal(target.repository('a').tags.has('depth-11'), false);
  });
});
