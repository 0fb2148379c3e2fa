import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { RegistryError } from '../../../../../src/core/registry/errors.js';
import { because, type Case, conforms, missing, text } from '../../../../support/conformance.js';
import { digestOf } from '../../../../support/fakeRegistry.js';

const pull: Record<string, Case> = {
  'HEAD of a manifest that is not there': {
    run: ({ client }) => assert.rejects(client.head('a', 'none'), because('notFound')),
  },
  'GET of a manifest that is not there': {
    run: ({ client }) => assert.rejects(client.manifest('a', 'none'), because('notFound')),
  },
  'the codes of the error document': {
    run: ({ client }) =>
      assert.rejects(
        client.manifest('a', 'none'),
        (error) => RegistryError.is(error) && error.codes.join() === 'MANIFEST_UNKNOWN',
      ),
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
  'a blob by another algorithm than sha256': {
    run: async ({ registry, client }) => {
      const digest = `sha512:${createHash('sha512').update('blob').digest('hex')}`;
      registry.repository('a').blobs.set(digest, Buffer.from('blob'));
      assert.equal(text(await client.blob('a', digest, 10)), 'blob');
      registry.repository('a').blobs.set(digest, Buffer.from('bl0b'));
      await assert.rejects(client.blob('a', digest, 10), because('digestMismatch'));
    },
  },
  'a blob that is not what its digest says': {
    run: async ({ registry, client }) => {
      registry.repository('a').blobs.set(missing, Buffer.from('other'));
      await assert.rejects(client.blob('a', missing, 10), because('digestMismatch'));
    },
  },
};

conforms('pull', pull);
