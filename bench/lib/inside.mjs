/** Runs one benchmark with a private engine; started by main.mjs in a network of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEngine } from '../../scripts/lib/hosts/engine.mjs';

const world = JSON.parse(process.env.LONGSHORE_BENCH_WORLD);
const folder = mkdtempSync(path.join(tmpdir(), 'longshore-bench-'));
const engine = await startEngine(path.join(folder, 'engine'), { dockerd: world.parts.dockerd });
try {
  const { measure } = await import(`../${world.name}.mjs`);
  await measure({ ...world, folder, socket: engine.socket });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
process.exit();
