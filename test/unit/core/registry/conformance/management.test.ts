import assert from 'node:assert/strict';
import { because, type Case, conforms, missing } from '../../../../support/conformance.js';

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

conforms('content management', management);
