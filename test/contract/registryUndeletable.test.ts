import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../scripts/lib/hosts/registry.mjs';
import { findProgram } from '../../scripts/lib/programs.mjs';
import { retag } from '../../src/core/registry/copy.js';
import { RegistryError } from '../../src/core/registry/errors.js';
import { genericProvider } from '../../src/core/registry/providers/generic.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { planRetention, readTagStates, removeTags } from '../../src/core/registry/retention.js';
import { deleteDigest, deleteTagAlone } from '../../src/core/registry/tagDelete.js';
import { pushImage } from '../support/contractRegistry.js';
import { FakeRegistry } from '../support/fakeRegistry.js';

const program = findProgram('docker-registry');

interface Started {
  readonly address: string;
  stop(): Promise<unknown>;
}

const registries: Readonly<Record<string, ((folder: string) => Promise<Started>) | undefined>> = {
  fake: async () => {
    const fake = await new FakeRegistry({ deletes: 'off' }).start();
    return { address: fake.host, stop: () => fake.stop() };
  },
  'docker-registry as it is installed': program
    ? (folder) => startRegistry(folder, { program, auth: false, deletes: false })
    : undefined,
};

for (const [name, start] of Object.entries(registries))
  (start ? describe : describe.skip)(`A registry that deletes nothing: ${name}`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'registry-undeletable-'));
    let registry: Started;
    let client: RegistryClient;
    before(async () => {
      if (!start) return;
      registry = await start(folder);
      client = new RegistryClient({ host: registry.address });
    });
    after(async () => {
      await registry.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const provider = () => genericProvider({ host: registry.address, client, transport: client.session.transport });
    const cannot = (error: unknown) => RegistryError.is(error, 'unsupported');
    const tagsOf = async (repository: string) => {
      const states = await readTagStates(client, repository, () => {});
      return Object.fromEntries(states.map((state) => [state.name, state.digest]));
    };

    it('says so and leaves every tag where it was', async () => {
      const { digest } = await pushImage(client, 'a', 'one', 'v1');
      await retag(client, 'a', 'v1', 'same');
      await assert.rejects(deleteTagAlone(client, 'a', 'v1', digest), cannot);
      await assert.rejects(
        deleteDigest(client, provider(), 'a', 'v1', { digest, tags: ['same'], indexes: [] }),
        cannot,
      );
      assert.deepEqual(await tagsOf('a'), { same: digest, v1: digest });
    });

    it('loses nothing to the deletion of old tags', async () => {
      for (const tag of ['v1', 'v2']) await pushImage(client, 'b', tag, tag);
      await retag(client, 'b', 'v1', 'latest');
      const before = await tagsOf('b');
      const all = await readTagStates(client, 'b', () => {});
      const { remove } = planRetention(all, { keepNewest: 0, olderThan: 0 }, new Set(), Date.now());
      assert.deepEqual(
        remove.map((tag) => tag.name),
        ['v2'],
      );
      for (const chosen of [remove, all.filter((tag) => tag.name === 'v1')])
        await assert.rejects(
          removeTags(client, provider(), 'b', chosen, () => {}),
          cannot,
        );
      assert.deepEqual(await tagsOf('b'), before);
    });
  });
