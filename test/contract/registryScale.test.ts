import assert from 'node:assert/strict';
import type { MoreNode, RegistryTreeNode } from '../../src/core/explorer/node.js';
import { RegistryTree } from '../../src/core/explorer/registryTree.js';
import type { RegistryTreeSource } from '../../src/core/explorer/registryTreeSource.js';
import { genericProvider } from '../../src/core/registry/providers/generic.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { FakeRegistry } from '../support/fakeRegistry.js';

const repositories = 2000;
const tags = 20_000;

for (const paging of ['relative', 'ignored'] as const)
  describe(`Registry at scale, paging ${paging}`, () => {
    let registry: FakeRegistry;
    let tree: RegistryTree;
    before(async () => {
      registry = await new FakeRegistry({ paging }).start();
      for (let index = 0; index < repositories; index += 1) registry.repository(`team/app-${10_000 + index}`);
      const many = registry.repository('team/app-10000');
      for (let index = 0; index < tags; index += 1) many.tags.set(`1.${index % 100}.${index}`, 'sha256:x');
      const client = new RegistryClient({ host: registry.host });
      const provider = genericProvider({ host: registry.host, client, transport: client.session.transport });
      const unused = () => Promise.reject(new Error('nothing is asked for what is not opened'));
      const source: RegistryTreeSource = {
        registries: async () => ({ registries: [{ host: registry.host, source: 'connected' }], problems: [] }),
        namespaces: async () => undefined,
        repositories: () => provider.repositories(undefined),
        tags: (_host, path) => provider.tags(path),
        facts: () => undefined,
        details: unused,
        image: unused,
        attached: unused,
        parts: unused,
        local: () => undefined,
        newestFirst: () => false,
        abilities: () => [],
        explain: (error) => ({ message: String(error), login: false }),
      };
      tree = new RegistryTree(source);
    });
    after(() => registry.stop());

    const open = async (parent: RegistryTreeNode | undefined, asked: number) => {
      const before = registry.requests.length;
      const started = performance.now();
      const rows = await tree.children(parent);
      const took = performance.now() - started;
      const urls = registry.requests.slice(before).map(({ url }) => url);
      assert.equal(urls.length, asked, urls.join('\n'));
      assert.ok(took < 1000, `${took} ms`);
      return { rows, took };
    };

    it('shows the first page of repositories and of tags with one request each, in under a second', async () => {
      const roots = await open(undefined, 0);
      // One to greet the registry, one for the list.
      const list = await open(roots.rows[0], 2);
      assert.equal(list.rows.length, 101);
      const page = await open(list.rows[0], 1);
      assert.equal(page.rows.length, 101);
      console.log(`          first repositories ${list.took.toFixed(0)} ms, first tags ${page.took.toFixed(0)} ms`);
    });

    it('goes on one page at a time, and its memory does not grow with what is not shown', async () => {
      const [root] = await tree.children(undefined);
      const [first] = await tree.children(root);
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      for (let turn = 0; turn < 5; turn += 1) {
        const asked = registry.requests.length;
        const more = (await tree.children(first)).at(-1) as MoreNode;
        await tree.more(more);
        assert.ok(registry.requests.length - asked <= 1);
      }
      assert.equal((await tree.children(first)).length, 601);
      const grown = (process.memoryUsage().heapUsed - before) / 1e6;
      console.log(`          500 rows more, heap ${grown.toFixed(1)} MB`);
      assert.ok(grown < 50, `${grown} MB`);
    });
  });
