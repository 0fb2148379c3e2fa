/**
 * Everything that CI runs: installs what is missing, then runs all suites against real programs.
 * For development: `npm test -- --only=unit,integration:newest --grep=text`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runScript, whyNotIsolated } from './lib/namespace.mjs';
import { ensureParts } from './lib/provision/debian.mjs';
import { ensureNpmPackages } from './lib/provision/npmPackages.mjs';
import { ensureVscodeServer } from './lib/provision/vscodeServer.mjs';
import { root } from './lib/root.mjs';
import { step } from './lib/steps.mjs';
import { chosenSuites, needsOf } from './lib/suites/suites.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, grep: { type: 'string' } } });
const suites = chosenSuites(values.only);

console.log('Setting up');
await step('npm packages', ensureNpmPackages);
const world = { parts: {}, absent: {}, hosts: {}, grep: values.grep, suites };
const needs = needsOf(suites);
await step('programs', async () => {
  const { found, absent, installed } = await ensureParts(needs.parts);
  Object.assign(world, { parts: found, absent });
  return installed.length > 0 ? `installed ${installed.join(', ')}` : '';
});
for (const which of needs.hosts) {
  await step(`VS Code, ${which} supported`, async () => {
    if (process.platform === 'win32') return absent(which, 'the VS Code server from npm is not made for Windows');
    world.hosts[which] = await ensureVscodeServer(which).catch((error) => void absent(which, error.message));
    return world.hosts[which]?.version;
  });
}
const whyNot = await whyNotIsolated();
if (whyNot) world.absent.engine = `no private engine: ${whyNot}`;
await step(whyNot ? `own network: no, ${whyNot}` : 'own network', async () => {});

process.exitCode = await runScript(path.join(root, 'scripts/lib/suites/main.mjs'), [], {
  isolated: !whyNot,
  env: { ...process.env, LONGSHORE_TEST_WORLD: JSON.stringify(world) },
});

function absent(which, reason) {
  world.absent[which] = reason;
  return `not available, ${reason}`;
}
