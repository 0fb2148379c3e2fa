import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEngine } from '../../scripts/lib/hosts/engine.mjs';

/**
 * A real engine of a test's own that it may kill and start again. It has a network of its own, so the engine that all
 * tests share goes on undisturbed; ports that it publishes are out of reach.
 */
export class PrivateEngine {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'engine-'));
  readonly socket = path.join(this.folder, 'docker.sock');
  private running: Awaited<ReturnType<typeof startEngine>> | undefined;

  /** Whether one can be had here: `npm test` names its program where it can. */
  static get possible(): boolean {
    return Boolean(process.env.LONGSHORE_TEST_DOCKERD);
  }

  /** Starts it, also after `kill` and `stop`: with the containers and images that it had. */
  async start(): Promise<void> {
    assert(!this.running, 'the private engine runs');
    const dockerd = process.env.LONGSHORE_TEST_DOCKERD;
    assert(dockerd, 'LONGSHORE_TEST_DOCKERD is not set: run the tests with npm test');
    this.running = await startEngine(this.folder, { dockerd, ownNetwork: true });
  }

  /** Ends it as a crash would: the socket's file stays and nobody answers. */
  async kill(): Promise<void> {
    await this.running?.kill?.();
    this.running = undefined;
  }

  /** Ends it as an administrator would: containers are stopped, the socket's file goes. */
  async stop(): Promise<void> {
    await this.running?.stop?.();
    this.running = undefined;
  }

  async dispose(): Promise<void> {
    if (!this.running) await this.start();
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
