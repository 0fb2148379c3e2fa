/** test/ui: a person's way through the workbench, with the packaged extension installed as a user would. */
import path from 'node:path';
import { installExtension } from '../hosts/vscodeServer.mjs';
import { packageExtension } from '../package.mjs';
import { root } from '../root.mjs';
import { copySample } from '../sample.mjs';
import { step } from '../steps.mjs';
import { runMocha } from './mocha.mjs';

export async function runUi(name, context) {
  const { env, folder, hosts, parts } = context;
  const extensions = path.join(folder, 'extensions');
  const vsix = await step('package', () => packageExtension(path.join(folder, 'longshore.vsix')));
  await step('install', () => installExtension(hosts.newest, vsix.file, path.join(folder, 'install'), extensions));
  return runMocha(name, {
    ...context,
    env: {
      ...env,
      LONGSHORE_TEST_VSCODE: JSON.stringify(hosts.newest),
      LONGSHORE_TEST_EXTENSIONS: extensions,
      LONGSHORE_TEST_CHROMIUM: parts.chromium,
      LONGSHORE_TEST_SCREENSHOTS: path.join(root, '.cache/screenshots'),
      LONGSHORE_TEST_SAMPLE: copySample(path.join(folder, 'sample'), parts.busybox),
    },
  });
}
