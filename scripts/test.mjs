/**
 * Everything that CI runs: installs what is missing, then runs all suites against real programs.
 * For development: `npm test -- --only=unit,integration:newest --grep=text`.
 */
import { parseArgs } from 'node:util';
import { ensureNpmPackages } from './lib/provision/npmPackages.mjs';
import { ensureVscodeServer } from './lib/provision/vscodeServer.mjs';
import { step } from './lib/steps.mjs';
import { chosenSuites, needsOf } from './lib/suites/suites.mjs';
import { prepareWorld, runWorld } from './lib/suites/world.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, grep: { type: 'string' } } });
const suites = chosenSuites(values.only);

console.log('Setting up');
await step('npm packages', ensureNpmPackages);
const world = await prepareWorld(suites, { grep: values.grep });
for (const which of needsOf(suites).hosts) {
  await step(`VS Code, ${which} supported`, async () => {
    if (process.platform === 'win32') return absent(which, 'the VS Code server from npm is not made for Windows');
    world.hosts[which] = await ensureVscodeServer(which).catch((error) => void absent(which, error.message));
    return world.hosts[which]?.version;
  });
}
process.exitCode = await runWorld(world);

function absent(which, reason) {
  world.absent[which] = reason;
  return `not available, ${reason}`;
}
