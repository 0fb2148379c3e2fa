/**
 * Shows Longshore on a sample, in a real VS Code with a real engine, installing whatever is missing.
 * `npm start` prints the address of a VS Code in the browser; `npm start -- --desktop` opens the `code` of this machine.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureParts } from './lib/provision/debian.mjs';
import { ensureNpmPackages } from './lib/provision/npmPackages.mjs';
import { cache } from './lib/root.mjs';
import { seconds, step } from './lib/steps.mjs';

const { values } = parseArgs({ options: { desktop: { type: 'boolean', default: false } } });
const folder = path.join(cache, 'start');
const started = performance.now();
const owned = [];
let stopping;
process.on('SIGINT', () => stop(0)).on('SIGTERM', () => stop(0));

try {
  await start();
} catch (error) {
  if (!stopping) console.error(`\n${error.message}`);
  await stop(1);
}

async function start() {
  console.log('Longshore');
  await step('npm packages', ensureNpmPackages);
  const { desktopWindow, serverWindow } = await import('./lib/start/window.mjs');
  const { findOrStartEngine } = await import('./lib/start/engine.mjs');
  const { packageExtension } = await import('./lib/package.mjs');
  const { copySample } = await import('./lib/sample.mjs');

  const open = values.desktop ? desktopWindow : serverWindow;
  const window = await step('VS Code', () => open(folder).prepare());
  const engine = await step('Docker Engine', () => findOrStartEngine(folder, own));
  const { found } = await ensureParts(['busybox']);
  const sample = copySample(path.join(folder, 'sample'), found.busybox);
  const vsix = path.join(folder, 'longshore.vsix');
  await step('build and package Longshore', () => packageExtension(vsix));
  await step('install it', () => window.install(vsix));
  const { shown, ended, stop: close } = await step('open the sample', () => window.open(sample, engine.env));
  own({ stop: close });
  console.log(`\nReady after ${seconds(started)}: ${shown}\nCtrl-C stops all that was started here.`);
  const reason = await ended;
  if (!stopping) console.log(`VS Code has ended (${reason}).`);
  await stop(0);
}

/** Remembers something that must be stopped in the end; what is born too late is stopped at once. */
function own(thing) {
  if (stopping) void thing.stop();
  owned.unshift(thing);
  return thing;
}

function stop(code) {
  stopping ??= (async () => {
    if (owned.length > 0) console.log('\nStopping');
    for (const thing of owned) await thing.stop().catch((error) => console.error(error.message));
    process.exit(code);
  })();
  return stopping;
}
