import assert from 'node:assert/strict';
import { copyAttached, findAttached } from '../../../../../src/core/registry/copyAttachments.js';
import { mediaTypes } from '../../../../../src/core/registry/manifest.js';
import { RegistryClient } from '../../../../../src/core/registry/registryClient.js';
import { asked, type Bench, because, type Case, conforms, manifestOf } from '../../../../support/conformance.js';
import { FakeRegistry } from '../../../../support/fakeRegistry.js';

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

conforms('content discovery', discovery);
