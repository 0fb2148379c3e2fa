import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/base/event.js';
import { silentLogger } from '../../../../src/core/base/logger.js';
import { within } from '../../../../src/core/dockerfile/features/imageCatalog.js';
import type { EngineAccess } from '../../../../src/core/engine/resources.js';
import type { RegistryCatalog } from '../../../../src/core/registry/catalog.js';
import { RegistryError, type RegistryErrorReason } from '../../../../src/core/registry/errors.js';
import { RegistryImages } from '../../../../src/vscode/dockerfile/registryImages.js';

const digest = `sha256:${'a'.repeat(64)}`;
const image = {
  platform: 'linux/amd64',
  size: 1,
  config: { env: ['PATH=/bin', 'A=b'], labels: {}, entrypoint: [], command: [], exposedPorts: [] },
};

function images(registry: (host: string, signal: AbortSignal) => Promise<unknown>, isOnline = true) {
  const watches = { open: 0 };
  const forgotten = new Emitter<string | undefined>();
  const inspected: string[] = [];
  const local = { id: 'i', tags: ['a:1', 'a:2'], digests: [] as string[], created: 0, size: 1 };
  const resources = {
    snapshot: { image: new Map([['1', local]]), connection: { state: 'connected' } },
    watch: () => {
      watches.open++;
      return { dispose: () => watches.open-- };
    },
  };
  const inspect = async (id: string) => {
    inspected.push(id);
    return { Os: 'linux', Architecture: 'arm64', Variant: 'v8', Config: { Env: ['X=1'] } };
  };
  const catalog = {
    registry,
    onDidForget: forgotten.event,
    tagDetails: async () => ({ digest, platforms: [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }], image }),
  } as unknown as RegistryCatalog;
  const access = {
    resources,
    onDidChangeEngine: new Emitter<void>().event,
    engine: async () => ({ images: { inspect } }),
  } as unknown as EngineAccess;
  const found = new RegistryImages(catalog, access, silentLogger, () => isOnline);
  return { watches, forgotten, inspected, local, images: found };
}

const page = (items: readonly { name: string }[]) => () => Promise.resolve({ items });
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

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

  const failures: readonly (readonly [RegistryErrorReason, string, number])[] = [
    ['unauthorized', 'keeps a refusal, which says nothing of the next question', 2],
    ['unreachable', 'leaves a registry alone that cannot be reached', 1],
    ['rateLimited', 'leaves a registry alone that asks for it', 1],
  ];
  for (const [reason, title, wanted] of failures)
    it(`${title}, and never rejects`, async () => {
      let requests = 0;
      const { images: catalog } = images(() => {
        requests++;
        return Promise.reject(new RegistryError(reason));
      });
      assert.equal(await within(catalog.tags('docker.io', 'x'), 1000), undefined);
      assert.equal(await within(catalog.tags('docker.io', 'x'), 1000), undefined);
      assert.equal(await within(catalog.tags('docker.io', 'y'), 1000), undefined);
      assert.equal(requests, wanted);
    });

  it('asks again with another login', async () => {
    let requests = 0;
    const { images: catalog, forgotten } = images(() => {
      requests++;
      return Promise.reject(new RegistryError(requests === 1 ? 'unauthorized' : 'unreachable'));
    });
    for (const host of ['other.test', undefined, 'docker.io']) {
      await within(catalog.tags('docker.io', 'x'), 1000);
      forgotten.fire(host);
    }
    await within(catalog.tags('docker.io', 'x'), 1000);
    assert.equal(requests, 3);
  });

  it('asks nobody but this machine without a network', async () => {
    const hosts: string[] = [];
    const { images: catalog } = images((host) => {
      hosts.push(host);
      return Promise.reject(new RegistryError('notFound'));
    }, false);
    for (const host of ['docker.io', 'ghcr.io', 'localhost:5000', '127.0.0.1:5000', 'localhost.evil.test'])
      assert.equal(await within(catalog.tags(host, 'x'), 1000), undefined);
    assert.deepEqual(hosts, ['localhost:5000', '127.0.0.1:5000']);
  });

  it('gives up a search when typing goes on', async () => {
    const signals: AbortSignal[] = [];
    const { images: catalog } = images((_, signal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const first = within(catalog.search('docker.io', 'no'), 1000);
    catalog.search('docker.io', 'nod');
    assert.equal(await first, undefined);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
    catalog.search('docker.io', 'no');
    assert.equal(signals.length, 3, 'what was given up is no answer');
  });

  it('tells of base images what it knows already, and when it knows more', async () => {
    const { images: catalog, inspected, local } = images(() => Promise.reject(new Error('not asked')));
    let news = 0;
    catalog.onDidLearn(() => news++);
    assert.equal(catalog.baseImage('node:22'), undefined);
    await within(catalog.facts('docker.io', 'library/node', '22'), 1000);
    const platforms = ['linux/amd64', 'linux/arm64'];
    assert.deepEqual(catalog.baseImage('docker.io/library/node:22'), { env: ['PATH', 'A'], platforms });
    assert.equal(catalog.baseImage('a:1'), undefined);
    await soon();
    assert.deepEqual(catalog.baseImage('a:1'), { env: ['X'], platforms: ['linux/arm64/v8'] });
    assert.deepEqual(inspected, ['i']);
    assert.equal(news, 2);
    local.id = 'pulled';
    local.digests.push(`a@${digest}`);
    catalog.baseImage('a:2');
    await soon();
    assert.deepEqual(catalog.baseImage('a:2'), { env: ['X'] }, 'it may exist for other platforms');
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
