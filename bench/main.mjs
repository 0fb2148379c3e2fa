/**
 * Measurements beside a floor or a peer, as ratios from one run: `npm run bench -- views`.
 * The engine is a private one on loopback; figures of a noisy machine drift, their ratios hold.
 */
import path from 'node:path';
import { runScript, whyNotIsolated } from '../scripts/lib/namespace.mjs';
import { ensureParts } from '../scripts/lib/provision/debian.mjs';
import { ensureNpmPackages } from '../scripts/lib/provision/npmPackages.mjs';
import { ensureVscodeServer } from '../scripts/lib/provision/vscodeServer.mjs';
import { root } from '../scripts/lib/root.mjs';

const [name, ...options] = process.argv.slice(2);
if (!name) throw new Error('npm run bench -- NAME, NAME being a file of bench/');

await ensureNpmPackages();
const { found, absent } = await ensureParts(['dockerd', 'ip', 'iptables', 'registry', 'busybox', 'chromium']);
const whyNot = await whyNotIsolated();
if (whyNot || Object.keys(absent).length > 0) throw new Error(`cannot measure: ${whyNot ?? Object.values(absent)}`);
const world = { name, options, parts: found, host: await ensureVscodeServer('newest') };
process.exitCode = await runScript(path.join(root, 'bench/lib/inside.mjs'), [], {
  isolated: true,
  env: { ...process.env, LONGSHORE_BENCH_WORLD: JSON.stringify(world) },
});
