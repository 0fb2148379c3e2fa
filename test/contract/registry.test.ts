import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { copyImage, retag } from '../../src/core/registry/copy.js';
import { RegistryError, type RegistryErrorReason } from '../../src/core/registry/errors.js';
import { defaultTransport } from '../../src/core/registry/http.js';
import { pages } from '../../src/core/registry/page.js';
import { genericProvider } from '../../src/core/registry/providers/generic.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../src/core/registry/registryWriter.js';
import { deleteDigest, deleteTag, deleteTagAlone, findSiblings } from '../../src/core/registry/tagDelete.js';
import { readTagDetails } from '../../src/core/registry/tagDetails.js';
import {
  type ContractRegistry,
  clientOf,
  contractRegistries,
  pushImage,
  pushIndex,
} from '../support/contractRegistry.js';
import { digestOf, FakeRegistry } from '../support/fakeRegistry.js';

const because = (reason: RegistryErrorReason) => (error: unknown) => RegistryError.is(error, reason);

for (const [name, connect] of Object.entries(contractRegistries)) {
  (connect ? describe : describe.skip)(`Registry contract: ${name}`, () => {
    let registry: ContractRegistry;
    let client: RegistryClient;
    let path: string;
    const nothing = () => {};
    const tagsOf = async (repository: string) => {
      const all: string[] = [];
      for await (const page of client.tags(repository)) all.push(...page);
      return all.sort();
    };
    const provider = () => genericProvider({ host: registry.host, client, transport: client.session.transport });

    before(async () => {
      if (!connect) return;
      registry = await connect();
      client = clientOf(registry);
    });
    after(() => registry.dispose());
    beforeEach(() => {
      // Repositories cannot be deleted: these stand behind those of the tests that look at the first page.
      path = `zz-contract/${randomUUID()}`;
    });

    it('takes the right login and refuses others, without the scheme being told', async () => {
      assert.equal(await client.ping(), 'used');
      assert.equal((await client.session.base()).protocol, 'http:');
      assert.equal(await clientOf(registry, { ...registry.credential, password: 'wrong' }).ping(), 'refused');
      const anonymous = new RegistryClient({ host: registry.host });
      await assert.rejects(anonymous.manifest('a', 'b'), because('unauthorized'));
    });

    it('keeps what was pushed: bytes, digest, media type, configuration', async () => {
      const { digest, mediaType } = await pushImage(client, path, 'one', 'v1');
      const head = await client.head(path, 'v1');
      assert.deepEqual([head.digest, head.mediaType], [digest, mediaType]);
      const stored = await client.manifest(path, 'v1');
      assert.equal(digestOf(Buffer.from(stored.bytes)), digest);
      const details = await readTagDetails(client, path, 'v1', 'linux/amd64');
      assert.equal(details.image?.config.labels['salt'], 'one');
      assert.equal(details.image?.layers.length, 2);
      assert.equal(details.image?.platform, 'linux/amd64');
      assert.ok((details.image?.size ?? 0) > 70_000);
    });

    it('lists tags, and none for what is not there', async () => {
      await pushImage(client, path, 'one', 'v1');
      await retag(client, path, 'v1', 'v2');
      assert.deepEqual(await tagsOf(path), ['v1', 'v2']);
      await assert.rejects(tagsOf(`${path}-missing`), because('notFound'));
      await assert.rejects(client.manifest(path, 'v9'), because('notFound'));
    });

    it('lists repositories page by page without leaving any out', async () => {
      const names = Array.from({ length: 105 }, (_, index) => `${path}/r${1000 + index}`);
      const source = await pushImage(client, path, 'one', 'v1');
      for (const repository of names) {
        const from = { client, path, reference: source.digest };
        await copyImage(from, { client, path: repository, reference: 'v1' }, nothing);
      }
      const sizes: number[] = [];
      const found = new Set<string>();
      for await (const page of pages(client.catalogPage)) {
        sizes.push(page.length);
        for (const repository of page) found.add(repository);
      }
      assert.ok(names.every((repository) => found.has(repository)));
      assert.ok(sizes.length > 1 && sizes.every((size) => size <= 100), String(sizes));
    });

    it('reads an index with its platforms, and prefers the one that fits', async () => {
      const digest = await pushIndex(client, path, 'multi', 'v1');
      const details = await readTagDetails(client, path, 'v1', 'linux/arm64');
      assert.equal(details.digest, digest);
      assert.deepEqual(
        details.platforms.map(({ platform }) => platform),
        ['linux/amd64', 'linux/arm64'],
      );
      assert.equal(details.image?.platform, 'linux/arm64');
    });

    it('takes blobs of many chunks, and stores nothing that is not what its digest says', async () => {
      const writer = new RegistryWriter(client);
      const big = Buffer.alloc(20 * 1024 * 1024 + 17, 'longshore');
      let sent = 0;
      const chunks = async function* () {
        for (let at = 0; at < big.length; at += 1_000_003) yield big.subarray(at, at + 1_000_003);
      };
      await writer.uploadBlob(path, digestOf(big), chunks(), (count) => {
        sent += count;
      });
      assert.equal(sent, big.length);
      assert.equal(await writer.hasBlob(path, digestOf(big)), true);
      const wrong = digestOf('something else');
      await assert.rejects(writer.uploadBlob(path, wrong, chunks(), nothing), because('digestMismatch'));
      assert.equal(await writer.hasBlob(path, wrong), false);
      assert.equal(digestOf(Buffer.from(await client.blob(path, digestOf(big), big.length))), digestOf(big));
    });

    it('mounts blobs between repositories', async () => {
      await pushImage(client, path, 'one', 'v1');
      const { manifest } = await client.manifest(path, 'v1');
      assert.ok(manifest.kind === 'image');
      const writer = new RegistryWriter(client);
      assert.equal(await writer.mountBlob(`${path}/other`, manifest.config.digest, path), true);
      assert.equal(await writer.hasBlob(`${path}/other`, manifest.config.digest), true);
      assert.equal(await writer.mountBlob(`${path}/other`, digestOf('missing'), path), false);
    });

    it('copies an index inside the registry without sending a byte', async () => {
      const digest = await pushIndex(client, path, 'multi', 'v1');
      let bytes = -1;
      const to = { client, path: `${path}/promoted`, reference: 'stable' };
      const copied = await copyImage({ client, path, reference: 'v1' }, to, (progress) => {
        bytes = progress.bytes;
      });
      assert.equal(copied, digest);
      assert.equal(bytes, 0);
      assert.equal((await client.head(to.path, 'stable')).digest, digest);
    });

    it('copies to another registry and back with the digest unchanged', async () => {
      const other = await new FakeRegistry({ mounts: false }).start();
      try {
        const there = new RegistryClient({ host: other.host });
        const digest = await pushIndex(client, path, 'travels', 'v1');
        const from = { client, path, reference: 'v1' };
        assert.equal(await copyImage(from, { client: there, path: 'x/y', reference: 'v1' }, nothing), digest);
        const back = { client, path: `${path}/back`, reference: 'v2' };
        assert.equal(await copyImage({ client: there, path: 'x/y', reference: digest }, back, nothing), digest);
        assert.equal((await readTagDetails(client, back.path, 'v2', 'linux/arm64')).image?.platform, 'linux/arm64');
        assert.ok(other.requests.every(({ headers }) => headers['authorization'] === undefined));
      } finally {
        await other.stop();
      }
    });

    it('copies a layer that breaks off on its way by asking for the rest', async () => {
      const other = await new FakeRegistry().start();
      try {
        const { digest } = await pushImage(client, path, 'breaks', 'v1');
        const broken = breakingOff(registry, 30_000);
        const to = { client: new RegistryClient({ host: other.host }), path: 'x/y', reference: 'v1' };
        assert.equal(await copyImage({ client: broken.client, path, reference: 'v1' }, to, nothing), digest);
        assert.deepEqual(broken.ranges, ['bytes=30000-: 206']);
        for (const [name, bytes] of other.repository('x/y').blobs) assert.equal(digestOf(bytes), name);
      } finally {
        await other.stop();
      }
    });

    it('says that it deletes by digest only, and who would go along', async () => {
      await pushImage(client, path, 'one', 'v1');
      await retag(client, path, 'v1', 'same');
      await pushImage(client, path, 'two', 'other');
      await pushIndex(client, path, 'multi', 'index');
      const deletion = await deleteTag(client, provider(), path, 'v1');
      assert.equal(deletion.kind, 'digestOnly');
      assert.ok(deletion.kind === 'digestOnly');
      const siblings = await findSiblings(client, path, 'v1', deletion.digest, nothing);
      assert.deepEqual([siblings.tags, siblings.indexes], [['same'], []]);
      const { manifest } = await client.manifest(path, 'index');
      assert.ok(manifest.kind === 'index');
      const child = manifest.manifests[0]?.digest ?? '';
      assert.deepEqual((await findSiblings(client, path, 'x', child, nothing)).indexes, ['index']);
      assert.deepEqual(await tagsOf(path), ['index', 'other', 'same', 'v1']);
      await deleteDigest(client, provider(), path, 'v1', siblings);
      await assert.rejects(client.head(path, 'same'), because('notFound'));
      assert.equal((await client.head(path, 'other')).digest !== deletion.digest, true);
    });

    it('takes one tag away and leaves its siblings', async () => {
      const { digest } = await pushImage(client, path, 'one', 'v1');
      await retag(client, path, 'v1', 'same');
      await deleteTagAlone(client, path, 'v1', digest);
      await assert.rejects(client.head(path, 'v1'), because('notFound'));
      assert.equal((await client.head(path, 'same')).digest, digest);
      assert.equal((await readTagDetails(client, path, 'same', 'linux/amd64')).image?.config.labels['salt'], 'one');
    });

    it('does not delete a tag that has moved meanwhile', async () => {
      const { digest } = await pushImage(client, path, 'one', 'v1');
      await pushImage(client, path, 'two', 'v1');
      const siblings = { digest, tags: [], indexes: [] };
      await assert.rejects(deleteDigest(client, provider(), path, 'v1', siblings), because('tagMoved'));
      assert.deepEqual(await tagsOf(path), ['v1']);
    });

    it('has no referrers where nothing is attached', async () => {
      const { digest } = await pushImage(client, path, 'one', 'v1');
      assert.deepEqual(await client.referrers(path, digest), []);
    });
  });
}

/** A client whose first large blob ends after some bytes, and the ranges that it asked for with the status of each. */
function breakingOff({ host, credential }: ContractRegistry, after: number) {
  const { fetch, ...transport } = defaultTransport();
  const ranges: string[] = [];
  let isBroken = false;
  const breaking = async (url: string, options: RequestInit) => {
    const response = await fetch(url, options);
    const range = new Headers(options.headers).get('range');
    if (range) ranges.push(`${range}: ${response.status}`);
    const size = Number(response.headers.get('content-length'));
    if (isBroken || !url.includes('/blobs/') || response.status !== 200 || size <= after) return response;
    if (options.method !== 'GET') return response;
    isBroken = true;
    const start = new Uint8Array(await response.arrayBuffer()).subarray(0, after);
    const { status, headers } = response;
    return new Response(ReadableStream.from(thenBreak(start)), { status, headers });
  };
  return { client: new RegistryClient({ host, credential, transport: { ...transport, fetch: breaking } }), ranges };
}

async function* thenBreak(start: Uint8Array): AsyncGenerator<Uint8Array> {
  yield start;
  throw new Error('broken off');
}
