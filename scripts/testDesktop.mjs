/**
 * The integration tests in a desktop VS Code: the one that LONGSHORE_VSCODE names, else downloaded ones, oldest and
 * newest supported. Where no private engine can be had, the tests that need one are reported as skipped.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureNpmPackages } from './lib/provision/npmPackages.mjs';
import { vscodeVersions } from './lib/provision/vscodeServer.mjs';
import { cache } from './lib/root.mjs';
import { step } from './lib/steps.mjs';
import { prepareWorld, runWorld } from './lib/suites/world.mjs';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });

console.log('Setting up');
await step('npm packages', ensureNpmPackages);
const desktops = await programs();
const suites = Object.keys(desktops).map((name) => `desktop:${name}`);
process.exitCode = await runWorld(await prepareWorld(suites, { grep: values.grep, desktops }));

/** The executables by the name of their suite; a test network reaches no download, so they come before it. */
async function programs() {
  const given = process.env.LONGSHORE_VSCODE;
  if (given) return { given };
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const versions = { oldest: vscodeVersions.oldest.vscode, newest: 'stable' };
  const found = {};
  for (const [name, version] of Object.entries(versions))
    found[name] = await downloadAndUnzipVSCode({ version, cachePath: path.join(cache, 'desktop') });
  return found;
}
