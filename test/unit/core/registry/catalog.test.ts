import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '../../../../src/core/base/logger.js';
import { RegistryCatalog } from '../../../../src/core/registry/catalog.js';
import { DockerLogins } from '../../../../src/core/registry/dockerLogins.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { defaultTransport } from '../../../../src/core/registry/http.js';
import { FakeRegistry } from '../../../support/fakeRegistry.js';
import { memoryConnections } from '../../../support/memoryConnections.js';

describe('registryCatalog', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'longshore-catalog-'));
  const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });
  before(() => {
    mkdirSync(path.join(home, '.docker'));
    const auths = { 'https://index.docker.io/v1/': auth('hubber:p'), 'ghcr.io': auth('cat:p') };
    writeFileSync(path.join(home, '.docker/config.json'), JSON.stringify({ auths }));
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  const make = (transport = defaultTransport()) => {
    const connections = memoryConnections();
    const docker = new DockerLogins({ env: {}, platform: 'linux', home, timeout: 1000 });
    const catalog = new RegistryCatalog({ connections, docker, transport: () => transport, logger: silentLogger });
    return { catalog, connections };
  };

  it("knows Docker Hub, the docker CLI's logins and what was connected, without asking any registry", async () => {
    const { catalog, connections } = make();
    await connections.save({ host: 'ghcr.io', username: 'own' });
    assert.deepEqual(await catalog.hosts(), [
      { host: 'docker.io', username: 'hubber', source: 'docker' },
      { host: 'ghcr.io', username: 'own', source: 'connected' },
    ]);
  });

  it('hands out its own login before that of the docker CLI, in the shape of the engine', async () => {
    const { catalog, connections } = make();
    const serveraddress = 'https://index.docker.io/v1/';
    assert.deepEqual(await catalog.authFor('docker.io'), { username: 'hubber', password: 'p', serveraddress });
    const credential = { kind: 'password', username: 'own', password: 'q' } as const;
    await connections.save({ host: 'docker.io', username: 'own' }, credential);
    assert.deepEqual(await catalog.authFor('docker.io'), { username: 'own', password: 'q', serveraddress });
    assert.equal(await catalog.authFor('quay.io'), undefined);
  });

  it('opens a registry once, and anew after it was told to forget', async () => {
    const registry = await new FakeRegistry().start();
    const { catalog } = make();
    const first = await catalog.registry(registry.host);
    assert.equal(await catalog.registry(registry.host), first);
    catalog.forget(registry.host);
    assert.notEqual(await catalog.registry(registry.host), first);
    await registry.stop();
  });

  it('finds out again what a registry is after it could not be reached', async () => {
    let isUp = false;
    const fetch = async () => {
      if (!isUp) throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
      const challenge = 'Bearer realm="https://h.example.com/service/token",service="harbor-registry"';
      return new Response('{}', { status: 401, headers: { 'www-authenticate': challenge } });
    };
    const { catalog } = make({ ...defaultTransport(), fetch });
    await assert.rejects(catalog.registry('h.example.com'), (error) => RegistryError.is(error, 'unreachable'));
    isUp = true;
    assert.equal((await catalog.registry('h.example.com')).provider.kind, 'harbor');
  });

  it('knows the digest of a tag after it was read in either way, until it is told to forget', async () => {
    const registry = await new FakeRegistry().start();
    const { digest } = registry.addImage('a', 'one', 'v1', 'v2');
    const { catalog } = make();
    assert.equal(catalog.knownDigest(registry.host, 'a', 'v1'), undefined);
    await catalog.tagDigest(registry.host, 'a', 'v1');
    await catalog.tagDetails(registry.host, 'a', 'v2');
    for (const tag of ['v1', 'v2']) assert.equal(catalog.knownDigest(registry.host, 'a', tag), digest);
    catalog.forget(registry.host);
    assert.equal(catalog.knownDigest(registry.host, 'a', 'v1'), undefined);
    await registry.stop();
  });

  it('reads what a tag points at once for some time, and a digest once for all', async () => {
    const registry = await new FakeRegistry().start();
    const { digest } = registry.addImage('a', 'one', 'v1');
    const { catalog } = make();
    const reads = () => registry.requests.filter(({ url }) => url.includes('/manifests/')).length;
    await Promise.all([1, 2, 3].map(() => catalog.tagDetails(registry.host, 'a', 'v1')));
    assert.equal(reads(), 1);
    await catalog.tagDetails(registry.host, 'a', digest);
    await catalog.tagDetails(registry.host, 'a', digest);
    assert.equal(reads(), 2);
    await assert.rejects(catalog.tagDetails(registry.host, 'a', 'v9'));
    registry.addImage('a', 'nine', 'v9');
    await catalog.tagDetails(registry.host, 'a', 'v9');
    await registry.stop();
  });

  it('tells the first that a registry warns of, once for all sessions', async () => {
    const registry = await new FakeRegistry().start();
    const { catalog } = make();
    const told: unknown[] = [];
    catalog.onDidWarn((warning) => told.push(warning));
    for (const text of ['first', 'second']) {
      registry.faults.push((_request, response) => {
        response.setHeader('warning', `299 - "${text}"`);
        return false;
      });
      await (await catalog.registry(registry.host)).client.ping();
      catalog.forget();
    }
    assert.deepEqual(told, [{ host: registry.host, text: 'first' }]);
    await registry.stop();
  });
});
