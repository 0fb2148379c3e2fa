import assert from 'node:assert/strict';
import { copyImage } from '../../../../../src/core/registry/copy.js';
import { RegistryError } from '../../../../../src/core/registry/errors.js';
import { mediaTypes } from '../../../../../src/core/registry/manifest.js';
import {
  asked,
  type Bench,
  because,
  type Case,
  conforms,
  manifestOf,
  missing,
  text,
} from '../../../../support/conformance.js';
import { digestOf, send } from '../../../../support/fakeRegistry.js';

async function* inChunks(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

const push = ({ writer }: Bench, content: string, digest = digestOf(content)) =>
  writer.uploadBlob('a', digest, inChunks(content), () => {});

const bytesOf = (manifest: object) => ({
  bytes: Buffer.from(JSON.stringify(manifest)),
  mediaType: mediaTypes.ociManifest,
});

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
  'a blob in pieces as large as OCI-Chunk-Min-Length wants them': {
    options: { leastPieceBytes: 9 * 1024 * 1024 },
    run: async (bench) => {
      await push(bench, 'x'.repeat(10 * 1024 * 1024));
      const ranges = bench.registry.requests.flatMap(({ headers }) => headers['content-range'] ?? []);
      assert.deepEqual(ranges, ['0-9437183', '9437184-10485759']);
    },
  },
  'an empty blob': {
    run: async (bench) => {
      await push(bench, '');
      assert.equal(bench.registry.repository('a').blobs.get(digestOf(''))?.length, 0);
      assert.deepEqual(asked(bench, 'PATCH'), []);
    },
  },
  'a blob at a Location that is absolute': {
    run: async (bench) => {
      const { registry } = bench;
      registry.faults.push(({ method }, response) => {
        if (method !== 'POST') return false;
        response.setHeader('location', `${registry.origin}/v2/a/blobs/uploads/one`);
        send(response, 202, '');
        return true;
      });
      await push(bench, 'blob');
      assert.deepEqual(asked(bench, 'PATCH'), ['/v2/a/blobs/uploads/one']);
      assert.equal(registry.repository('a').blobs.has(digestOf('blob')), true);
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
  ...Object.fromEntries(
    [true, false].map((mounts) => [
      `a copy inside the registry, where a mount is ${mounts ? 'a mount (201)' : 'an upload (202)'}`,
      {
        options: { mounts },
        run: async (bench: Bench) => {
          const { registry, client } = bench;
          const { digest } = registry.addImage('b', 'one', 'v1');
          let sent = 0;
          const to = { client, path: 'a', reference: 'v1' };
          await copyImage({ client, path: 'b', reference: 'v1' }, to, ({ bytes }) => {
            sent = bytes;
          });
          assert.equal(registry.repository('a').tags.get('v1'), digest);
          assert.deepEqual(
            [...registry.repository('a').blobs.keys()].sort(),
            [...registry.repository('b').blobs.keys()].sort(),
          );
          assert.equal(sent > 0, !mounts);
        },
      },
    ]),
  ),
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

conforms('push', pushCases);
