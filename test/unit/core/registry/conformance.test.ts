import assert from 'node:assert/strict';
import { copyAttached, findAttached } from '../../../../src/core/registry/copyAttachments.js';
import { RegistryError, type RegistryErrorReason } from '../../../../src/core/registry/errors.js';
import { mediaTypes } from '../../../../src/core/registry/manifest.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { digestOf, FakeRegistry, type FakeRegistryOptions, send } from '../../../support/fakeRegistry.js';

interface Bench {
  readonly registry: FakeRegistry;
  readonly client: RegistryClient;
  readonly writer: RegistryWriter;
}

interface Case {
  readonly options?: FakeRegistryOptions;
  readonly run: (bench: Bench) => Promise<void>;
}

const missing = digestOf('missing');
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const because = (reason: RegistryErrorReason) => (error: unknown) => RegistryError.is(error, reason);
const asked = ({ registry }: Bench, method: string) =>
  registry.requests.filter((request) => request.method === method).map(({ url }) => url.replace(/[0-9a-f-]{36}/, 'ID'));

async function* inChunks(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

const push = ({ writer }: Bench, content: string, digest = digestOf(content)) =>
  writer.uploadBlob('a', digest, inChunks(content), () => {});

const manifestOf = (extra: object = {}) => ({
  schemaVersion: 2,
  ...{ mediaType: mediaTypes.ociManifest, config: { mediaType: 'x/y', digest: digestOf('{}'), size: 2 }, layers: [] },
  ...extra,
});
const bytesOf = (manifest: object) => ({
  bytes: Buffer.from(JSON.stringify(manifest)),
  mediaType: mediaTypes.ociManifest,
});

async function everyTag({ client }: Bench, path = 'a'): Promise<string[]> {
  const found: string[] = [];
  for await (const page of client.tags(path)) found.push(...page);
  return found;
}

function withTags({ registry }: Bench, count: number): string[] {
  const { digest } = registry.addImage('a', 'one');
  const tags = Array.from({ length: count }, (_, index) => `v${1000 + index}`);
  for (const tag of tags) registry.repository('a').tags.set(tag, digest);
  return tags;
}

const pull: Record<string, Case> = {
  'HEAD of a manifest that is not there': {
    run: ({ client }) => assert.rejects(client.head('a', 'none'), because('notFound')),
  },
  'GET of a manifest that is not there': {
    run: ({ client }) => assert.rejects(client.manifest('a', 'none'), because('notFound')),
  },
  'GET of a blob that is not there': {
    run: ({ client }) => assert.rejects(client.blob('a', missing, 10), because('notFound')),
  },
  'HEAD and GET of a manifest by tag and by digest': {
    run: async ({ registry, client }) => {
      const { digest } = registry.addImage('a', 'one', 'v1');
      for (const reference of ['v1', digest]) {
        assert.equal((await client.head('a', reference)).digest, digest);
        assert.equal(digestOf(text((await client.manifest('a', reference)).bytes)), digest);
      }
    },
  },
  'a manifest without Docker-Content-Digest': {
    options: { digestHeader: false },
    run: async ({ registry, client }) => {
      const { digest } = registry.addImage('a', 'one', 'v1');
      assert.equal((await client.head('a', 'v1')).digest, digest);
    },
  },
  'HEAD and GET of a blob': {
    run: async ({ registry, client, writer }) => {
      const { digest } = registry.addBlob('a', 'blob');
      assert.equal(await writer.hasBlob('a', digest), true);
      assert.equal(await writer.hasBlob('a', missing), false);
      assert.equal(text(await client.blob('a', digest, 10)), 'blob');
    },
  },
  'a blob that is not what its digest says': {
    run: async ({ registry, client }) => {
      registry.repository('a').blobs.set(missing, Buffer.from('other'));
      await assert.rejects(client.blob('a', missing, 10), because('digestMismatch'));
    },
  },
};

const pushCases: Record<string, Case> = {
  'a blob by POST, PATCH and PUT, at a Location that is relative and holds a query': {
    run: async (bench) => {
      await push(bench, 'blob');
      assert.equal(text(bench.registry.repository('a').blobs.get(digestOf('blob')) ?? Buffer.of()), 'blob');
      assert.deepEqual(asked(bench, 'POST'), ['/v2/a/blobs/uploads/']);
      assert.deepEqual(asked(bench, 'PATCH'), ['/v2/a/blobs/uploads/ID?state=0']);
      const digest = encodeURIComponent(digestOf('blob'));
      assert.deepEqual(asked(bench, 'PUT'), [`/v2/a/blobs/uploads/ID?state=4&digest=${digest}`]);
    },
  },
  'a blob in pieces, each with its Content-Range': {
    run: async (bench) => {
      const megabytes = 9;
      const content = 'x'.repeat(megabytes * 1024 * 1024);
      await push(bench, content);
      const ranges = bench.registry.requests.flatMap(({ headers }) => headers['content-range'] ?? []);
      assert.deepEqual(ranges, ['0-8388607', '8388608-9437183']);
      assert.equal(bench.registry.repository('a').blobs.get(digestOf(content))?.length, content.length);
    },
  },
  'a blob that is not what its digest says is not finished': {
    run: async (bench) => {
      await assert.rejects(push(bench, 'blob', missing), because('digestMismatch'));
      assert.deepEqual(asked(bench, 'PUT'), []);
      assert.equal(asked(bench, 'DELETE').length, 1);
    },
  },
  '416 of a piece: goes on where the status of the upload says': {
    run: async (bench) => {
      let answers = 0;
      bench.registry.faults.push(({ method, url }, response) => {
        if (method !== 'PATCH' || answers > 0) return false;
        answers += 1;
        const id = /uploads\/([^?]+)/.exec(url)?.[1] ?? '';
        bench.registry.uploads.set(id, Buffer.from('bl'));
        send(response, 416, '{"errors":[{"code":"BLOB_UPLOAD_INVALID"}]}');
        return true;
      });
      await push(bench, 'blob');
      assert.equal(asked(bench, 'GET').filter((url) => url.includes('/uploads/')).length, 1);
      assert.equal(bench.registry.repository('a').blobs.has(digestOf('blob')), true);
    },
  },
  'a mount from another repository': {
    run: async (bench) => {
      const { digest } = bench.registry.addBlob('b', 'blob');
      assert.equal(await bench.writer.mountBlob('a', digest, 'b'), true);
      assert.equal(bench.registry.repository('a').blobs.has(digest), true);
    },
  },
  'a mount that the registry makes an upload of': {
    options: { mounts: false },
    run: async (bench) => {
      const { digest } = bench.registry.addBlob('b', 'blob');
      assert.equal(await bench.writer.mountBlob('a', digest, 'b'), false);
      assert.equal(asked(bench, 'DELETE').length, 1);
    },
  },
  'a manifest by tag and by digest, its bytes unchanged': {
    run: async ({ registry, writer }) => {
      registry.addBlob('a', '{}');
      const manifest = bytesOf(manifestOf({ unknownField: ' kept ' }));
      const digest = digestOf(manifest.bytes);
      for (const reference of ['v1', digest]) assert.equal(await writer.putManifest('a', reference, manifest), digest);
      assert.deepEqual(registry.repository('a').manifests.get(digest)?.bytes, manifest.bytes);
      assert.equal(registry.repository('a').tags.get('v1'), digest);
    },
  },
  'a manifest whose blobs are not there': {
    run: ({ writer }) => assert.rejects(writer.putManifest('a', 'v1', bytesOf(manifestOf())), because('notFound')),
  },
  '413 of a manifest that is too large': {
    options: { mostManifestBytes: 50 },
    run: async ({ registry, writer }) => {
      registry.addBlob('a', '{}');
      const work = writer.putManifest('a', 'v1', bytesOf(manifestOf()));
      await assert.rejects(work, (error) => RegistryError.is(error, 'rejected') && error.status === 413);
    },
  },
};

const attach = ({ registry }: Bench, count: number) => {
  const subject = registry.addImage('a', 'one', 'v1');
  registry.addBlob('a', '{}');
  const attached = Array.from({ length: count }, (_, index) =>
    registry.addManifest('a', manifestOf({ subject, artifactType: 'test/sbom', annotations: { index: `${index}` } })),
  );
  return { subject, digests: attached.map(({ digest }) => digest).sort() };
};

const discovery: Record<string, Case> = Object.assign(
  {
    'tags of a repository that is not there': {
      run: (bench) => assert.rejects(everyTag(bench), because('notFound')),
    },
    'tags of a repository that has none (null)': {
      run: async (bench) => {
        bench.registry.repository('a');
        assert.deepEqual(await everyTag(bench), []);
      },
    },
    'referrers of a digest that has none': {
      options: { referrers: true },
      run: async (bench) => {
        const { subject } = attach(bench, 0);
        assert.deepEqual(await bench.client.referrers('a', subject.digest), []);
      },
    },
    'referrers on several pages': {
      options: { referrers: true, referrersPerPage: 2 },
      run: async (bench) => {
        const { subject, digests } = attach(bench, 5);
        const found = await bench.client.referrers('a', subject.digest);
        assert.deepEqual(found.map(({ digest }) => digest).sort(), digests);
        assert.equal(asked(bench, 'GET').filter((url) => url.includes('/referrers/')).length, 3);
      },
    },
    'referrers by the fallback tag where there is no API': {
      run: async (bench) => {
        const { subject, digests } = attach(bench, 1);
        const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex };
        const manifests = digests.map((digest) => ({ mediaType: mediaTypes.ociManifest, digest, size: 1 }));
        bench.registry.addManifest('a', { ...index, ...{ manifests } }, subject.digest.replace(':', '-'));
        const found = await bench.client.referrers('a', subject.digest);
        assert.deepEqual(
          found.map(({ digest }) => digest),
          digests,
        );
      },
    },
  } satisfies Record<string, Case>,
  Object.fromEntries(
    (['relative', 'absolute', 'none', 'ignored'] as const).map((paging) => [
      `every tag once, pages ${paging}`,
      {
        options: { paging },
        run: async (bench: Bench) => {
          const tags = withTags(bench, 250);
          assert.deepEqual(await everyTag(bench), tags);
        },
      },
    ]),
  ),
);

/** A target that answers OCI-Subject lists what has a subject by itself; any other gets the list from us. */
const subjectCase = (referrers: boolean): Case => ({
  options: { referrers },
  run: async (bench) => {
    const source = await new FakeRegistry({ referrers: true }).start();
    try {
      const from = { registry: source, client: new RegistryClient({ host: source.host }), writer: bench.writer };
      const { subject, digests } = attach(from, 2);
      bench.registry.addImage('a', 'one', 'v1');
      const attached = await findAttached(from.client, 'a', 'v1');
      await copyAttached(
        { client: from.client, path: 'a', reference: 'v1' },
        { ...bench, path: 'a', reference: 'v1' },
        attached,
      );
      const found = await bench.client.referrers('a', subject.digest);
      assert.deepEqual(found.map(({ digest }) => digest).sort(), digests);
      assert.equal(bench.registry.repository('a').tags.has(subject.digest.replace(':', '-')), !referrers);
    } finally {
      await source.stop();
    }
  },
});
discovery['a manifest with a subject, where the registry lists it (OCI-Subject)'] = subjectCase(true);
discovery['a manifest with a subject, where the list is ours to write'] = subjectCase(false);

const management: Record<string, Case> = {
  'DELETE of a tag leaves the others': {
    options: { deletes: 'tags' },
    run: async ({ registry, writer }) => {
      registry.addImage('a', 'one', 'v1', 'v2');
      await writer.deleteManifest('a', 'v1');
      assert.deepEqual([...registry.repository('a').tags.keys()], ['v2']);
    },
  },
  'DELETE of a digest takes its tags': {
    run: async ({ registry, writer }) => {
      const { digest } = registry.addImage('a', 'one', 'v1', 'v2');
      await writer.deleteManifest('a', digest);
      assert.equal(registry.repository('a').tags.size, 0);
    },
  },
  'DELETE of what is not there': {
    run: ({ writer }) => assert.rejects(writer.deleteManifest('a', missing), because('notFound')),
  },
  'DELETE where nothing can be deleted (405)': {
    options: { deletes: 'off' },
    run: async ({ registry, writer }) => {
      const { digest } = registry.addImage('a', 'one', 'v1');
      await assert.rejects(writer.deleteManifest('a', digest), because('unsupported'));
    },
  },
};

/**
 * The cases of the distribution specification's conformance suite that a client can fail. Left out is what this client
 * does not do: it uploads no blob in one POST, deletes no blob and asks for no filtered referrers.
 * Source: https://github.com/opencontainers/distribution-spec/tree/main/conformance
 */
for (const [category, cases] of Object.entries({
  pull,
  push: pushCases,
  'content discovery': discovery,
  'content management': management,
}))
  describe(`conformance: ${category}`, () => {
    for (const [name, { options, run }] of Object.entries(cases))
      it(name, async () => {
        const registry = await new FakeRegistry(options).start();
        try {
          const client = new RegistryClient({ host: registry.host });
          await run({ registry, client, writer: new RegistryWriter(client) });
        } finally {
          await registry.stop();
        }
      });
  });
