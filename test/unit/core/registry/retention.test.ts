import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { genericProvider } from '../../../../src/core/registry/providers/generic.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { planRetention, readTagStates, removeTags, type TagState } from '../../../../src/core/registry/retention.js';
import { FakeRegistry } from '../../../support/fakeRegistry.js';

const day = 86_400_000;
const tag = (name: string, digest: string, created?: number, children: string[] = []): TagState => ({
  name,
  digest,
  children,
  ...(created !== undefined && { created }),
});
const plan = (tags: TagState[], keepNewest: number, olderDays = 0, inUse: string[] = []) =>
  planRetention(tags, { keepNewest, olderThan: olderDays * day }, new Set(inUse), 100 * day);
const removed = (tags: TagState[], keepNewest: number, olderDays = 0, inUse: string[] = []) =>
  plan(tags, keepNewest, olderDays, inUse).remove.map(({ name }) => name);

describe('retention', () => {
  it('keeps the newest, the young and what moves, and says why', () => {
    const tags = [tag('1', 'a', day), tag('2', 'b', 2 * day), tag('3', 'c', 99 * day), tag('latest', 'd', 0)];
    assert.deepEqual(removed(tags, 1), ['2', '1']);
    assert.deepEqual(removed(tags, 0, 30), ['2', '1']);
    assert.deepEqual(
      plan(tags, 1, 30).keep.map(({ tag: { name }, reason }) => [name, reason]),
      [
        ['3', 'newest'],
        ['latest', 'moving'],
      ],
    );
  });

  it('keeps signatures and attachments, whose images may stay', () => {
    assert.deepEqual(removed([tag(`sha256-${'a'.repeat(64)}.sig`, 'a', day), tag('old', 'b', day)], 0), ['old']);
  });

  it('keeps what is in use, whose age is unknown, which shares a kept digest or is part of a kept index', () => {
    const tags = [
      tag('used', 'a', day),
      tag('ageless', 'b'),
      tag('latest', 'c', 50 * day, ['child']),
      tag('same', 'c', day),
      tag('arm64', 'child', day),
      tag('platformUsed', 'e', day, ['f']),
      tag('old', 'g', day),
    ];
    assert.deepEqual(removed(tags, 0, 0, ['a', 'f']), ['old']);
  });

  for (const deletes of ['digestOnly', 'tags', 'vendor', 'off'] as const)
    it(`never takes a tag or a platform that was not chosen (${deletes})`, async function () {
      this.timeout(60_000);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ image: fc.nat(3), chosen: fc.boolean(), index: fc.boolean() }), { maxLength: 7 }),
          async (wishes) => {
            const { registry, client, provider } = await started(deletes);
            try {
              for (const [index, wish] of wishes.entries()) addTag(registry, `t${index}`, wish);
              const before = new Map(registry.repository('a').tags);
              const all = await readTagStates(client, 'a', () => {});
              const chosen = all.filter(({ name }) => wishes[Number(name.slice(1))]?.chosen);
              const removal = removeTags(client, provider, 'a', chosen, () => {});
              const { tags, manifests } = registry.repository('a');
              if (deletes === 'off' && chosen.length > 0) {
                await assert.rejects(removal, (error) => RegistryError.is(error, 'unsupported'));
                assert.deepEqual(new Map(tags), before);
                return;
              }
              if (deletes === 'vendor') await removal.catch(unlessShared);
              else assert.deepEqual([...(await removal)].sort(), chosen.map(({ name }) => name).sort());
              for (const [name, digest] of before) {
                const isChosen = chosen.some((state) => state.name === name);
                if (!isChosen) assert.equal(tags.get(name), digest, name);
                else if (deletes !== 'vendor') assert.equal(tags.get(name), undefined, name);
                if (isChosen) continue;
                const state = all.find((one) => one.name === name);
                for (const needed of [digest, ...(state?.children ?? [])]) assert.ok(manifests.has(needed), name);
              }
            } finally {
              await registry.stop();
            }
          },
        ),
        { numRuns: 40 },
      );
    });

  for (const deletes of ['digestOnly', 'tags', 'vendor'] as const)
    it(`never takes what came or moved since the plan was made (${deletes})`, async function () {
      this.timeout(60_000);
      const change = fc.record({ after: fc.nat(2), name: fc.nat(8), image: fc.nat(3), index: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ image: fc.nat(3), chosen: fc.boolean(), index: fc.boolean() }), {
            minLength: 1,
            maxLength: 6,
          }),
          fc.array(change, { maxLength: 4 }),
          async (wishes, changes) => {
            const { registry, client, provider } = await started(deletes);
            try {
              for (const [index, wish] of wishes.entries()) addTag(registry, `t${index}`, wish);
              const all = await readTagStates(client, 'a', () => {});
              const chosen = all.filter(({ name }) => wishes[Number(name.slice(1))]?.chosen);
              const planned = new Map(chosen.map(({ name, digest }) => [name, digest]));
              const { tags, manifests } = registry.repository('a');
              const expected = new Map([...tags].filter(([name]) => !planned.has(name)));
              const disturb = (removals: number) => {
                for (const each of changes.filter(({ after }) => after === removals)) {
                  addTag(registry, `t${each.name}`, each);
                  const digest = tags.get(`t${each.name}`) ?? '';
                  if (planned.get(`t${each.name}`) !== digest) expected.set(`t${each.name}`, digest);
                  else expected.delete(`t${each.name}`);
                }
              };
              disturb(0);
              let removals = 0;
              await removeTags(client, provider, 'a', chosen, () => disturb(++removals)).catch((error: unknown) => {
                if (!RegistryError.is(error, 'tagMoved')) unlessShared(error);
              });
              for (const [name, digest] of expected) {
                assert.equal(tags.get(name), digest, name);
                for (const needed of partsIn(registry, digest)) assert.ok(manifests.has(needed), name);
              }
            } finally {
              await registry.stop();
            }
          },
        ),
        { numRuns: 60 },
      );
    });

  it('protects the rest of an index that has lost a part, and asks nothing for its age', async () => {
    const { registry, client, provider } = await started('digestOnly');
    const arm = registry.addImage('a', 'arm', 'arm-only');
    const amd = registry.addImage('a', 'amd');
    const inner = registry.addManifest('a', indexOf([arm]));
    registry.addManifest('a', indexOf([amd, inner]), 'release');
    registry.repository('a').manifests.delete(amd.digest);
    const configLost = registry.addImage('a', 'no config', 'configLost');
    registry.repository('a').blobs.clear();
    registry.addImage('a', 'arm');
    const all = await readTagStates(client, 'a', () => {});
    assert.deepEqual(all.map(({ name }) => name).sort(), ['arm-only', 'configLost', 'release']);
    const { remove } = planRetention(all, { keepNewest: 0, olderThan: 0 }, new Set(), Date.now());
    assert.deepEqual(remove, []);
    await removeTags(
      client,
      provider,
      'a',
      all.filter(({ name }) => name === 'arm-only'),
      () => {},
    );
    const { manifests, tags } = registry.repository('a');
    assert.ok(manifests.has(arm.digest) && manifests.has(configLost.digest));
    assert.deepEqual([...tags.keys()].sort(), ['configLost', 'release']);
    await registry.stop();
  });

  it('stops when a tag has moved since the plan was made', async () => {
    const { registry, client, provider } = await started('tags');
    registry.addImage('a', 'one', 'v1');
    const all = await readTagStates(client, 'a', () => {});
    registry.addImage('a', 'two', 'v1');
    await assert.rejects(removeTags(client, provider, 'a', all, () => {}));
    assert.ok(registry.repository('a').tags.has('v1'));
    await registry.stop();
  });
});

/** Where only a vendor's API deletes, and digests alone, tags that share theirs with others stay. */
function unlessShared(error: unknown): void {
  if (!RegistryError.is(error, 'digestShared')) throw error;
}

async function started(deletes: 'digestOnly' | 'tags' | 'vendor' | 'off') {
  const registry = await new FakeRegistry({ deletes: deletes === 'vendor' ? 'digestOnly' : deletes }).start();
  const client = new RegistryClient({ host: registry.host, scheme: 'http' });
  const plain = genericProvider({ host: registry.host, client, transport: client.session.transport });
  const deleteDigest = (path: string, digest: string) => new RegistryWriter(client).deleteManifest(path, digest);
  return { registry, client, provider: deletes === 'vendor' ? { ...plain, deleteDigest } : plain };
}

function indexOf(manifests: readonly object[]) {
  return { schemaVersion: 2, manifests, mediaType: 'application/vnd.oci.image.index.v1+json' };
}

/** A digest and what it holds. */
function partsIn(registry: FakeRegistry, digest: string): string[] {
  const stored = registry.repository('a').manifests.get(digest);
  const { manifests = [] } = JSON.parse(stored?.bytes.toString('utf8') ?? '{}') as { manifests?: { digest: string }[] };
  return [digest, ...manifests.map((part) => part.digest)];
}

/** A tag on one of four images, or on an index that holds one of them. */
function addTag(registry: FakeRegistry, name: string, { image, index }: { image: number; index: boolean }): void {
  const child = registry.addImage('a', `image ${image}`, ...(index ? [] : [name]));
  if (!index) return;
  registry.addManifest('a', indexOf([{ ...child, platform: { os: 'linux', architecture: 'amd64' } }]), name);
}
