import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { CurrentEngine } from '../../src/core/engine/currentEngine.js';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { realSurroundings } from '../../src/core/engine/surroundings.js';
import { base, importBase } from '../support/contractEngine.js';
import { PrivateEngine } from '../support/privateEngine.js';

describe('A real engine that goes and comes back', function () {
  this.timeout(120_000);
  let daemon: PrivateEngine;
  let current: CurrentEngine;

  before(async function () {
    if (!PrivateEngine.possible) return this.skip();
    daemon = new PrivateEngine();
    await daemon.start();
    current = new CurrentEngine({
      surroundings: realSurroundings(),
      setting: () => `unix://${daemon.socket}`,
      createEngine: async (endpoint) => new DockerodeEngine(endpoint),
    });
  });
  after(async () => {
    current?.dispose();
    await daemon?.dispose();
  });

  const connection = () => current.resources.snapshot.connection.state;
  const states = () => [...(current.resources.snapshot.container?.values() ?? [])].map((row) => row.state).join();

  it('is shown as away at once and found again at once, ended gently or not', async () => {
    current.resources.watch('container');
    const engine = await current.engine();
    await importBase(engine);
    // Ignores SIGTERM, so that the daemon takes its ten seconds to end while its event stream stays open.
    const { id } = await engine.containers.create({ image: base, command: ['sleep', '1000'] });
    await engine.containers.start(id);
    await until(() => states() === 'running', 1000);

    const stopped = daemon.stop();
    await until(() => connection() === 'failed', 1000);
    await stopped;
    await daemon.start();
    await until(() => connection() === 'connected', 1000);
    await until(() => states() === 'exited', 1000);

    await daemon.kill();
    // Its containerd ends with it; where nobody collects dead processes, its number would seem to be alive.
    rmSync(path.join(path.dirname(daemon.socket), 'exec/containerd/containerd.pid'), { force: true });
    await until(() => connection() === 'failed', 1000);
    await daemon.start();
    await until(() => connection() === 'connected', 1000);
    await (await current.engine()).containers.remove(id);
    await until(() => states() === '', 1000);
  });
});

async function until(isTrue: () => boolean, within: number): Promise<void> {
  const started = Date.now();
  while (!isTrue()) {
    assert.ok(Date.now() - started < within, `not within ${within} ms: ${isTrue}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
