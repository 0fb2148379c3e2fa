/**
 * The integration tests in a desktop VS Code: the one that LONGSHORE_VSCODE names, else downloaded ones, oldest and
 * newest supported. Where an engine answers, the tests use it; where none does, those that need one say so.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureNpmPackages } from './lib/provision/npmPackages.mjs';
import { vscodeVersions } from './lib/provision/vscodeServer.mjs';
import { cache, root } from './lib/root.mjs';
import { step } from './lib/steps.mjs';

await step('npm packages', ensureNpmPackages);
const { runTests } = await import('@vscode/test-electron');
const { buildTests } = await import('./lib/suites/integration.mjs');
const { readResults } = await import('./lib/suites/mocha.mjs');
const { copySample } = await import('./lib/sample.mjs');

const folder = mkdtempSync(path.join(tmpdir(), 'longshore-'));
const sample = copySample(path.join(folder, 'sample'));
const [index] = await buildTests();
const given = process.env.LONGSHORE_VSCODE;
const runs = given
  ? { given: { vscodeExecutablePath: given } }
  : {
      oldest: { version: vscodeVersions.oldest.vscode, cachePath: path.join(cache, 'desktop') },
      newest: { version: 'stable', cachePath: path.join(cache, 'desktop') },
    };
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, host] of Object.entries(runs)) {
  console.log(`\ndesktop VS Code, ${given ?? name}`);
  const counts = await runIn(name, host);
  for (const key of Object.keys(total)) total[key] += counts[key];
}
rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runIn(name, host) {
  const results = path.join(folder, `${name}.json`);
  const failure = await runTests({
    ...host,
    extensionDevelopmentPath: root,
    extensionTestsPath: index,
    launchArgs: [
      sample,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--user-data-dir',
      path.join(folder, name),
    ],
    extensionTestsEnv: { LONGSHORE_TEST_RESULTS: results },
  }).catch((error) => error);
  const counts = readResults(results);
  if (typeof failure === 'object' && counts.failed === 0) {
    console.log(`  FAILED  ${failure.message}`);
    return { ...counts, failed: 1 };
  }
  return counts;
}
