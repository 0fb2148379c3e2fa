import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { mediaTypes } from '../../../../src/core/registry/manifest.js';
import { genericProvider } from '../../../../src/core/registry/providers/generic.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { deleteDigest, deleteTag, deleteTagAlone, findSiblings } from '../../../../src/core/registry/tagDelete.js';
import { FakeRegistry } from '../../../support/fakeRegistry.js';
import { addShape, type ImageShape, imageShapes } from '../../../support/imageShapes.js';

/** What a repository holds: the shape behind each tag, and the tags to whose digest something is attached. */
interface Contents {
  readonly tags: readonly ImageShape[];
  readonly attachedTo: readonly number[];
  /** The tag that is to go. */
  readonly chosen: number;
  /** A person's choice where both ways are offered. */
  readonly together: boolean;
  /** Tags that come or move between the question and the answer, each to the shape of another. */
  readonly moves: readonly { readonly tag: number; readonly to: number }[];
}

const contents = (mostMoves: number): fc.Arbitrary<Contents> =>
  fc.record({
    tags: fc.array(imageShapes, { minLength: 1, maxLength: 6 }),
    attachedTo: fc.array(fc.nat(5), { maxLength: 3 }),
    chosen: fc.nat(5),
    together: fc.boolean(),
    moves: fc.array(fc.record({ tag: fc.nat(7), to: fc.nat(5) }), { maxLength: mostMoves }),
  });

type Deletes = 'off' | 'digestOnly' | 'tags' | 'vendor';

/** Every digest that is needed to read one, itself among them, as the fake holds them. */
function needed(registry: FakeRegistry, digest: string): string[] {
  const stored = registry.repository('a').manifests.get(digest);
  const { manifests = [] } = JSON.parse(stored?.bytes.toString('utf8') ?? '{}') as { manifests?: { digest: string }[] };
  return [digest, ...manifests.flatMap((part) => needed(registry, part.digest))];
}

function fill(registry: FakeRegistry, { tags, attachedTo }: Contents): string[] {
  const subjects = tags.map((shape, index) => addShape(registry, shape, `t${index}`));
  const config = { mediaType: 'x/y', ...registry.addBlob('a', '{}') };
  return attachedTo.map((index, number) => {
    const subject = subjects[index % subjects.length];
    const annotations = { number: `${number}` };
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [], subject, annotations };
    return registry.addManifest('a', manifest).digest;
  });
}

/** Deletes a tag as the command does; resolves with the tags that the question named. */
async function deleteAsAsked(
  registry: FakeRegistry,
  deletes: Deletes,
  { together }: Contents,
  tag: string,
  meanwhile: () => void,
): Promise<readonly string[]> {
  const client = new RegistryClient({ host: registry.host, scheme: 'http' });
  const plain = genericProvider({ host: registry.host, client, transport: client.session.transport });
  const byVendor = (path: string, digest: string) => new RegistryWriter(client).deleteManifest(path, digest);
  const provider = deletes === 'vendor' ? { ...plain, deleteDigest: byVendor } : plain;
  const deletion = await deleteTag(client, provider, 'a', tag);
  if (deletion.kind === 'deleted') return [tag];
  const plan = await findSiblings(client, 'a', tag, deletion.digest, () => {});
  assertTold(registry, tag, plan);
  meanwhile();
  const mayAll = plan.indexes.length === 0;
  if (mayAll && (together || plan.tags.length === 0 || provider.deleteDigest)) {
    await deleteDigest(client, provider, 'a', tag, plan);
    return [tag, ...plan.tags];
  }
  if (!provider.deleteDigest) await deleteTagAlone(client, 'a', tag, plan.digest);
  return provider.deleteDigest ? [] : [tag];
}

/** The question names every other tag of the digest, and every one whose index needs it. */
function assertTold(registry: FakeRegistry, tag: string, plan: Awaited<ReturnType<typeof findSiblings>>): void {
  const { tags } = registry.repository('a');
  assert.equal(plan.digest, tags.get(tag));
  const others = [...tags].filter(([name]) => name !== tag);
  const names = (found: [string, string][]) => found.map(([name]) => name).sort();
  assert.deepEqual([...plan.tags].sort(), names(others.filter(([, digest]) => digest === plan.digest)));
  const holds = ([, digest]: [string, string]) =>
    digest !== plan.digest && needed(registry, digest).includes(plan.digest);
  assert.deepEqual([...plan.indexes].sort(), names(others.filter(holds)));
}

async function keepsTheRest(deletes: Deletes, wish: Contents): Promise<void> {
  const registry = await new FakeRegistry({
    deletes: deletes === 'vendor' ? 'digestOnly' : deletes,
    referrers: true,
  }).start();
  try {
    const attached = fill(registry, wish);
    const { tags, manifests, blobs } = registry.repository('a');
    const tag = `t${wish.chosen % wish.tags.length}`;
    const blobsBefore = [...blobs.keys()];
    let expected = new Map(tags);
    const meanwhile = () => {
      for (const { tag: moved, to } of wish.moves) tags.set(`t${moved}`, tags.get(`t${to}`) ?? tags.get(tag) ?? '');
      expected = new Map(tags);
    };
    let planned: readonly string[] = [];
    let isStopped = false;
    const deleted = tags.get(tag);
    try {
      planned = await deleteAsAsked(registry, deletes, wish, tag, meanwhile);
    } catch (error) {
      const isRightReason = RegistryError.is(error, 'tagMoved', ...(deletes === 'off' ? ['unsupported' as const] : []));
      assert.ok(isRightReason, String(error));
      isStopped = true;
    }
    assert.ok(deletes !== 'off' || isStopped || planned.length === 0);
    for (const [name, digest] of expected) {
      const isGone = planned.includes(name) && digest === deleted;
      assert.equal(tags.get(name), isGone ? undefined : digest, name);
      if (!isGone) for (const part of needed(registry, digest)) assert.ok(manifests.has(part), name);
    }
    for (const digest of attached) assert.ok(manifests.has(digest));
    for (const digest of blobsBefore) assert.ok(blobs.has(digest));
  } finally {
    await registry.stop();
  }
}

describe('deleting one tag by the plan that is shown', () => {
  for (const deletes of ['off', 'digestOnly', 'tags', 'vendor'] as const)
    for (const [title, mostMoves] of [
      ['nothing else vanishes', 0],
      ['nothing else vanishes, also where tags come and move meanwhile', 3],
    ] as const)
      it(`${title} (${deletes})`, async function () {
        this.timeout(60_000);
        await fc.assert(
          fc.asyncProperty(contents(mostMoves), (wish) => keepsTheRest(deletes, wish)),
          { numRuns: 50 },
        );
      });
});
