/** Runs the chosen suites in the world that test.mjs prepared, and ends with one line of counts. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEngine } from '../hosts/engine.mjs';
import { startRegistry } from '../hosts/registry.mjs';
import { seconds, step } from '../steps.mjs';
import { runCheck } from './checks.mjs';
import { runDesktop } from './desktop.mjs';
import { runIntegration } from './integration.mjs';
import { runMocha } from './mocha.mjs';
import { endRunning } from './program.mjs';
import { allSuites, whyNoEngine, whyNot } from './suites.mjs';
import { runUi } from './ui.mjs';

const world = JSON.parse(process.env.LONGSHORE_TEST_WORLD);
const folder = mkdtempSync(path.join(tmpdir(), 'longshore-'));
// Some tests run programs as another user, whose own folders lie below.
chmodSync(folder, 0o711);
const owned = [];
const unrun = [];
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
let stopping;

process.on('message', () => stop(1));
process.on('disconnect', () => stop(1));
process.on('SIGINT', () => {}).on('SIGTERM', () => stop(1));

const runnable = world.suites.filter(isRunnable);
try {
  const env = await environment();
  for (const name of runnable) await runSuite(name, { ...world, env, folder, own });
} catch (error) {
  console.error(error);
  total.failed += 1;
}
report();
await stop(total.failed > 0 || total.passed === 0 ? 1 : 0);

function isRunnable(name) {
  const reason = whyNot(name, world);
  if (reason) unrun.push(`${name}: ${reason}`);
  return !reason;
}

/** What the tests are told, and a home that is not the user's. */
async function environment() {
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const { LONGSHORE_TEST_WORLD, DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, ...kept } = process.env;
  const env = { ...dockerfiles(), ...kept, HOME: home, TMPDIR: folder };
  const wanting = runnable.filter((name) => allSuites[name].engine);
  if (wanting.length === 0) return env;
  const without = whyNoEngine(world);
  if (without) {
    unrun.push(`the tests of ${wanting.join(', ')} that need an engine: ${without}`);
    return env;
  }
  console.log('Starting');
  const { dockerd, registry: program } = world.parts;
  const engine = own(await step('Docker Engine', () => startEngine(path.join(folder, 'engine'), { dockerd })));
  const registry = own(await step('registry', () => startRegistry(path.join(folder, 'registry'), { program })));
  return {
    ...env,
    LONGSHORE_TEST_ENGINE: engine.socket,
    LONGSHORE_TEST_DOCKERD: dockerd,
    LONGSHORE_TEST_BUSYBOX: world.parts.busybox,
    LONGSHORE_TEST_REGISTRY: registry.address,
    LONGSHORE_TEST_REGISTRY_USER: registry.user,
    LONGSHORE_TEST_REGISTRY_PASSWORD: registry.password,
  };
}

/** Where the real Dockerfiles lie, unless one's own are asked for. */
function dockerfiles() {
  const { folder, absent } = world.dockerfiles ?? {};
  if (absent) unrun.push(`the tests of unit on real Dockerfiles: ${absent}`);
  return folder ? { LONGSHORE_DOCKERFILES: folder } : {};
}

async function runSuite(name, context) {
  console.log(`\n${name}`);
  const started = performance.now();
  const counts = await runner(name)(name, context).catch((error) => {
    console.log(`  FAILED  ${error.stack}`);
    return { failed: 1, failures: [error.message] };
  });
  for (const key of Object.keys(total)) total[key] += counts[key] ?? 0;
  if (counts.failed > 0) failures.push(...(counts.failures ?? ['']).map((failure) => `${name}: ${failure}`));
  console.log(`  ${countsText(counts)}  ${seconds(started)}`);
}

function runner(name) {
  if (name === 'unit' || name === 'contract') return runMocha;
  if (name === 'ui') return runUi;
  if (name.startsWith('desktop')) return runDesktop;
  return name.startsWith('integration') ? runIntegration : runCheck;
}

function report() {
  console.log('');
  for (const line of unrun) console.log(`did not run: ${line}`);
  for (const failure of failures) console.log(`failed: ${failure}`);
  console.log(countsText(total));
}

function countsText({ passed = 0, failed = 0, skipped = 0 }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Remembers something that must be stopped in the end. */
function own(thing) {
  owned.unshift(thing);
  return thing;
}

function stop(code) {
  stopping ??= (async () => {
    endRunning();
    for (const thing of owned) await thing.stop().catch((error) => console.error(error));
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(code);
  })();
  return stopping;
}
