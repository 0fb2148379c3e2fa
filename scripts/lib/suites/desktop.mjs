/** test/integration inside a desktop VS Code. */
import path from 'node:path';
import { root } from '../root.mjs';
import { copySample } from '../sample.mjs';
import { buildTests } from './integration.mjs';
import { readResults } from './mocha.mjs';

export async function runDesktop(name, { env, folder, grep, desktops, parts }) {
  const { runTests } = await import('@vscode/test-electron');
  const which = name.split(':')[1];
  const results = path.join(folder, `desktop-${which}.json`);
  const [index] = await buildTests();
  const engine = env.LONGSHORE_TEST_ENGINE;
  const failure = await runTests({
    vscodeExecutablePath: desktops[which],
    extensionDevelopmentPath: root,
    extensionTestsPath: index,
    launchArgs: [
      copySample(path.join(folder, `sample-${which}`), parts.busybox),
      '--disable-extensions',
      '--disable-workspace-trust',
      '--user-data-dir',
      path.join(folder, which),
    ],
    extensionTestsEnv: {
      ...env,
      LONGSHORE_TEST_RESULTS: results,
      ...(engine && { DOCKER_HOST: `unix://${engine}` }),
      ...(grep && { LONGSHORE_TEST_GREP: grep }),
    },
  }).catch((error) => error);
  const counts = readResults(results);
  if (typeof failure !== 'object' || counts.failed > 0) return counts;
  console.log(`  FAILED  ${failure.message}`);
  return { ...counts, failed: 1, failures: [failure.message] };
}
