import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../scripts/lib/hosts/registry.mjs';
import { findProgram } from '../../scripts/lib/programs.mjs';
import { copyImage } from '../../src/core/registry/copy.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { pushIndex } from '../support/contractRegistry.js';

const program = findProgram('docker-registry');

(program ? describe : describe.skip)('Two real registries', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'registry-two-'));
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
});
