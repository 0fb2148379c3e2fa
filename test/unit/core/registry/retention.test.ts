import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { genericProvider } from '../../../../src/core/registry/providers/generic.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
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

  for (const deletes of ['digestOnly', 'tags', 'off'] as const)
    it(`never takes a tag or a platform that was not chosen (${deletes})`, async function () {
      this.timeout(60_000);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ image: fc.nat(3), chosen: fc.boolean(), index: fc.boolean() }), { maxLength: 7 }),
          async (wishes) => {
            const registry = await new FakeRegistry({ deletes }).start();
            try {
              const client = new RegistryClient({ host: registry.host, scheme: 'http' });
              for (const [index, wish] of wishes.entries()) addTag(registry, `t${index}`, wish);
              const before = new Map(registry.repository('a').tags);
              const all = await readTagStates(client, 'a', () => {});
              const chosen = all.filter(({ name }) => wishes[Number(name.slice(1))]?.chosen);
              const provider = genericProvider({ host: registry.host, client, transport: client.session.transport });
              const removal = removeTags(client, provider, 'a', chosen, all, () => {});
              const { tags, manifests } = registry.repository('a');
              if (deletes === 'off' && chosen.length > 0) {
                await assert.rejects(removal, (error) => RegistryError.is(error, 'unsupported'));
                assert.deepEqual(new Map(tags), before);
                return;
              }
              assert.deepEqual([...(await removal)].sort(), chosen.map(({ name }) => name).sort());
              for (const [name, digest] of before) {
                const isChosen = chosen.some((state) => state.name === name);
                assert.equal(tags.get(name), isChosen ? undefined : digest, name);
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

  it('stops when a tag has moved since the plan was made', async () => {
    const registry = await new FakeRegistry({ deletes: 'tags' }).start();
    const client = new RegistryClient({ host: registry.host, scheme: 'http' });
    registry.addImage('a', 'one', 'v1');
    const all = await readTagStates(client, 'a', () => {});
    registry.addImage('a', 'two', 'v1');
    const provider = genericProvider({ host: registry.host, client, transport: client.session.transport });
    await assert.rejects(removeTags(client, provider, 'a', all, all, () => {}));
    assert.ok(registry.repository('a').tags.has('v1'));
    await registry.stop();
  });
});

/** A tag on one of four images, or on an index that holds one of them. */
function addTag(registry: FakeRegistry, name: string, { image, index }: { image: number; index: boolean }): void {
  const child = registry.addImage('a', `image ${image}`, ...(index ? [] : [name]));
  if (!index) return;
  const manifests = [{ ...child, platform: { os: 'linux', architecture: 'amd64' } }];
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  registry.addManifest('a', Object.assign({ schemaVersion: 2, manifests }, { mediaType }), name);
}
