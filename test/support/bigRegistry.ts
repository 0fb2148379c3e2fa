import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { RegistryTree } from '../../src/core/explorer/registryTree.js';
import { genericProvider } from '../../src/core/registry/providers/generic.js';
import type { RegistryClient } from '../../src/core/registry/registryClient.js';
import { pushImage } from './contractRegistry.js';

/** How much a big registry holds; `firstOfMany` is the repository with all the tags. */
export const big = { repositories: 2000, tags: 20_000, firstOfMany: 'team/app-10000' };

/** Makes Debian's docker-registry big, as its storage has things: a folder a repository, a folder a tag. */
export async function fillStorage(client: RegistryClient, folder: string): Promise<void> {
  await pushImage(client, big.firstOfMany, 'one', 'v1');
  const stored = path.join(folder, 'data/docker/registry/v2/repositories');
  const first = path.join(stored, big.firstOfMany);
  for (let index = 1; index < big.repositories; index += 1)
    cpSync(path.join(first, '_layers'), path.join(stored, `team/app-${10_000 + index}`, '_layers'), {
      recursive: true,
    });
  const tags = path.join(first, '_manifests/tags');
  mkdirSync(tags, { recursive: true });
  for (let index = 1; index < big.tags; index += 1) symlinkSync('v1', path.join(tags, `v1.${index}`));
}

/** The tree of one registry that is asked for its lists and for nothing else. */
export function listTree(client: RegistryClient): RegistryTree {
  const { host, transport } = client.session;
  const provider = genericProvider({ host, client, transport });
  const unused = () => Promise.reject(new Error('nothing is asked for what is not opened'));
  return new RegistryTree({
    registries: async () => ({ registries: [{ host, source: 'connected' }], problems: [] }),
    namespaces: async () => undefined,
    repositories: () => provider.repositories(undefined),
    tags: (_host, repository) => provider.tags(repository),
    facts: () => undefined,
    details: unused,
    image: unused,
    attached: unused,
    parts: unused,
    local: () => undefined,
    newestFirst: () => false,
    abilities: () => [],
    explain: (error) => ({ message: String(error), login: false }),
  });
}
