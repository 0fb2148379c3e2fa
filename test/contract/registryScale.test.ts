import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../scripts/lib/hosts/registry.mjs';
import { findProgram } from '../../scripts/lib/programs.mjs';
import type { MoreNode, RegistryTreeNode } from '../../src/core/explorer/node.js';
import type { RegistryTree } from '../../src/core/explorer/registryTree.js';
import { defaultTransport } from '../../src/core/registry/http.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { big, fillStorage, listTree } from '../support/bigRegistry.js';
import { FakeRegistry, type FakeRegistryOptions } from '../support/fakeRegistry.js';

const program = findProgram('docker-registry');

interface Started {
  readonly address: string;
  stop(): Promise<unknown>;
}

async function fake(paging: NonNullable<FakeRegistryOptions['paging']>): Promise<Started> {
  const registry = await new FakeRegistry({ paging }).start();
  for (let index = 0; index < big.repositories; index += 1) registry.repository(`team/app-${10_000 + index}`);
  const many = registry.repository(big.firstOfMany);
  for (let index = 0; index < big.tags; index += 1) many.tags.set(`1.${index % 100}.${index}`, 'sha256:x');
  return { address: registry.host, stop: () => registry.stop() };
}

async function real(folder: string): Promise<Started> {
  const registry = await startRegistry(folder, { ...(program && { program }), auth: false });
  await fillStorage(new RegistryClient({ host: registry.address }), folder);
  return registry;
}

const registries: Readonly<Record<string, ((folder: string) => Promise<Started>) | undefined>> = {
  'fake, pages that are linked': () => fake('relative'),
  'fake, everything at once': () => fake('ignored'),
  'docker-registry': program ? real : undefined,
};

/** How long it takes and what it needs of memory: `npm run bench -- registry`. */
for (const [name, start] of Object.entries(registries))
  (start ? describe : describe.skip)(`Registry at scale: ${name}`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'registry-scale-'));
    const asked: string[] = [];
    let registry: Started;
    let tree: RegistryTree;
    before(async function () {
      this.timeout(60_000);
      if (!start) return;
      registry = await start(folder);
      const { fetch, ...transport } = defaultTransport();
      const counted = (url: string, options: RequestInit) => {
        asked.push(url);
        return fetch(url, options);
      };
      const options = { host: registry.address, scheme: 'http' as const };
      tree = listTree(new RegistryClient({ ...options, transport: { ...transport, fetch: counted } }));
    });
    after(async () => {
      await registry.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const open = async (parent: RegistryTreeNode | undefined, requests: number) => {
      asked.length = 0;
      const rows = await tree.children(parent);
      assert.equal(asked.length, requests, asked.join('\n'));
      return rows;
    };

    it('shows the first page of repositories and of tags with one request each', async () => {
      const [root] = await open(undefined, 0);
      // One to greet the registry, one for the list.
      const repositories = await open(root, 2);
      assert.equal(repositories.length, 101);
      const tags = await open(repositories[0], 1);
      assert.equal(tags.length, 101);
    });

    it('goes on one page at a time, each with one request at most', async () => {
      const [root] = await open(undefined, 0);
      const [first] = await open(root, 0);
      for (let page = 2; page <= 6; page += 1) {
        const more = (await open(first, 0)).at(-1) as MoreNode;
        await tree.more(more);
        assert.ok(asked.length <= 1, asked.join('\n'));
        assert.equal((await open(first, 0)).length, 100 * page + 1);
      }
    });
  });
