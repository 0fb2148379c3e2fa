import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../scripts/lib/hosts/registry.mjs';
import { findProgram } from '../../scripts/lib/programs.mjs';
import { copyImage } from '../../src/core/registry/copy.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { pushImage, pushIndex } from '../support/contractRegistry.js';

const program = findProgram('docker-registry');
const repositories = 2000;
const tags = 20_000;

(program ? describe : describe.skip)('Two real registries', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'registry-two-'));
  const stored = path.join(folder, 'one/data/docker/registry/v2/repositories');
  const started: { stop(): Promise<unknown> }[] = [];
  const clients: RegistryClient[] = [];
  before(async () => {
    for (const name of ['one', 'two']) {
      const registry = await startRegistry(path.join(folder, name), { ...(program && { program }), auth: false });
      started.push(registry);
      clients.push(new RegistryClient({ host: registry.address }));
    }
  });
  after(async () => {
    for (const registry of started) await registry.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const client = (index: 0 | 1) => clients[index] ?? assert.fail('not started');

  it('a copy from one to the other keeps the digests of an index and all its images', async () => {
    const digest = await pushIndex(client(0), 'team/app', 'two', 'v1');
    const place = (index: 0 | 1) => ({ client: client(index), path: 'team/app', reference: 'v1' });
    assert.equal(await copyImage(place(0), place(1), () => {}), digest);
    const there = await client(1).manifest('team/app', 'v1');
    assert.equal(there.digest, digest);
    assert.deepEqual(there.bytes, (await client(0).manifest('team/app', digest)).bytes);
    assert.ok(there.manifest.kind === 'index');
    for (const part of there.manifest.manifests)
      assert.equal((await client(1).head('team/app', part.digest)).digest, part.digest);
  });

  it(`the first page of ${repositories} repositories and of ${tags} tags comes in under a second`, async () => {
    await pushImage(client(0), 'big/app-10000', 'one', 'v1');
    const first = path.join(stored, 'big/app-10000');
    // As its storage has them: a folder a repository, a folder a tag.
    for (let index = 1; index < repositories; index += 1)
      cpSync(path.join(first, '_layers'), path.join(stored, `big/app-${10_000 + index}`, '_layers'), {
        recursive: true,
      });
    mkdirSync(path.join(first, '_manifests/tags'), { recursive: true });
    for (let index = 1; index < tags; index += 1) symlinkSync('v1', path.join(first, '_manifests/tags', `v1.${index}`));
    for (const fetchPage of [client(0).catalogPage, client(0).tagsPage('big/app-10000')]) {
      const before = performance.now();
      const { items } = await fetchPage(undefined);
      const took = performance.now() - before;
      console.log(`          ${items.length} names in ${took.toFixed(0)} ms`);
      assert.ok(items.length >= 100);
      assert.ok(took < 1000, `${took} ms`);
    }
  });
});
