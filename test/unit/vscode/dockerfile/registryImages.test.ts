import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/core/base/logger.js';
import { within } from '../../../../src/core/dockerfile/features/imageCatalog.js';
import type { EngineAccess } from '../../../../src/core/engine/resources.js';
import type { RegistryCatalog } from '../../../../src/core/registry/catalog.js';
import { RegistryImages } from '../../../../src/vscode/dockerfile/registryImages.js';

function images(registry: () => Promise<unknown>) {
  const watches = { open: 0 };
  const resources = {
    snapshot: { image: new Map([['1', { tags: ['a:1', 'a:2'] }]]) },
    watch: () => {
      watches.open++;
      return { dispose: () => watches.open-- };
    },
  };
  const catalog = { registry } as unknown as RegistryCatalog;
  const access = { resources } as unknown as EngineAccess;
  return { watches, images: new RegistryImages(catalog, access, silentLogger) };
}

const page = (items: readonly { name: string }[]) => () => Promise.resolve({ items });

describe('images from registries', () => {
  it('asks once for the same tags, then knows them', async () => {
    let requests = 0;
    const { images: catalog } = images(async () => {
      requests++;
      return {
        provider: { tags: () => page([{ name: '1' }, { name: `sha256-${'a'.repeat(64)}.sig` }, { name: 'latest' }]) },
      };
    });
    const [first, second] = await Promise.all([
      within(catalog.tags('docker.io', 'x'), 1000),
      within(catalog.tags('docker.io', 'x'), 1000),
    ]);
    assert.deepEqual(
      first?.map(({ name }) => name),
      ['latest', '1'],
    );
    assert.deepEqual(second, first);
    assert.ok('known' in catalog.tags('docker.io', 'x'));
    assert.equal(requests, 1);
  });
  it('keeps a failure too, and never rejects', async () => {
    let requests = 0;
    const { images: catalog } = images(() => {
      requests++;
      return Promise.reject(new Error('offline'));
    });
    assert.equal(await within(catalog.tags('docker.io', 'x'), 1000), undefined);
    assert.equal(await within(catalog.tags('docker.io', 'x'), 1000), undefined);
    assert.equal(requests, 1);
  });
  it('watches the engine’s images only for a while', () => {
    const { images: catalog, watches } = images(() => Promise.reject(new Error('offline')));
    assert.deepEqual(catalog.local(), ['a:1', 'a:2']);
    catalog.local();
    assert.equal(watches.open, 1);
    catalog.dispose();
    assert.equal(watches.open, 0);
  });
});
