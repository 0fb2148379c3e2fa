/** test/integration inside the extension host of a real VS Code, opened in Chromium. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { buildAll } from '../../../esbuild.mjs';
import { bundleTree, filesBelow } from '../bundle.mjs';
import { must } from '../capture.mjs';
import { makeAuthority } from '../hosts/authority.mjs';
import { browserOptions } from '../hosts/browser.mjs';
import { freePort } from '../hosts/child.mjs';
import { startVscodeServer } from '../hosts/vscodeServer.mjs';
import { findProgram } from '../programs.mjs';
import { root } from '../root.mjs';
import { copySample } from '../sample.mjs';
import { readLogs, secretsIn, tellRequests } from './logFiles.mjs';
import { readResults } from './mocha.mjs';

const limit = 900_000;

export async function runIntegration(name, { env, folder, grep, hosts, parts, own }) {
  const which = name.split(':')[1];
  await buildTests();
  const results = path.join(folder, `integration-${which}.json`);
  const place = path.join(folder, `vscode-${which}`);
  const workspace = copySample(path.join(folder, `sample-${which}`), parts.busybox);
  const server = own(
    await startVscodeServer(hosts[which], place, {
      smoke: true,
      log: 'debug',
      env: {
        ...env,
        DOCKER_HOST: `unix://${env.LONGSHORE_TEST_ENGINE}`,
        LONGSHORE_TEST_RESULTS: results,
        // Read when the host starts; what it reads of 127.0.0.1 never goes there.
        HTTPS_PROXY: `http://127.0.0.1:${await freePort()}`,
        NO_PROXY: '127.0.0.3',
        ...privateAuthority(path.join(folder, `authority-${which}`)),
        ...(await systemAuthority(path.join(folder, `system-authority-${which}`), own)),
        ...(grep && { LONGSHORE_TEST_GREP: grep }),
      },
    }),
  );
  const browser = await chromium.launch(browserOptions(parts.chromium));
  const { errors, said } = await runInWindow(browser, testUrl(server, workspace), place);
  await browser.close();
  await server.stop();
  const logs = [...readLogs(path.join(place, 'user/logs')), ['of the window', said.join('\n')]];
  errors.push(...secretsIn(logs));
  if (!grep && !tellRequests(logs)) errors.push('no log tells of requests to registries');
  const counts = readResults(results);
  for (const error of errors) console.log(`  FAILED  ${error}`);
  return { ...counts, failed: counts.failed + errors.length, failures: [...(counts.failures ?? []), ...errors] };
}

/** Compiles the extension with source maps and the tests beside it. */
export async function buildTests() {
  await buildAll({ minify: false, sourcemap: 'inline' });
  rmSync(path.join(root, '.cache/out/test/integration'), { recursive: true, force: true });
  return bundleTree(['test/integration/index.ts', ...filesBelow('test/integration', '.test.ts')]);
}

/** An authority that the extension host trusts as a company's people would make it. */
function privateAuthority(folder) {
  if (!findProgram('openssl')) return {};
  mkdirSync(folder);
  return { NODE_EXTRA_CA_CERTS: makeAuthority(folder), LONGSHORE_TEST_AUTHORITY: folder };
}

/** An authority in the system's own store, which is another file for the suites alone: their mounts are their own. */
async function systemAuthority(folder, own) {
  const store = '/etc/ssl/certs/ca-certificates.crt';
  if (!findProgram('openssl') || !existsSync(store)) return {};
  mkdirSync(folder);
  const both = [store, makeAuthority(folder, 'system')].map((file) => readFileSync(file, 'utf8'));
  const file = path.join(folder, 'store.crt');
  writeFileSync(file, both.join('\n'));
  await must('mount', ['--bind', file, store]);
  own({ stop: () => must('umount', [store]) });
  return { LONGSHORE_TEST_SYSTEM_AUTHORITY: folder };
}

function testUrl(server, workspace) {
  const remote = (file) => `vscode-remote://${server.address}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(path.join(root, '.cache/out/test/integration/index.cjs'))],
    ['skipWelcome', 'true'],
    ['enableProposedApi', ''],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `${server.url}?${query}`;
}

/** Opens the window, prints what the tests say, and resolves with what went wrong beside them and all that was said. */
async function runInWindow(browser, url, place) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const errors = [];
  const said = [];
  const ended = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => resolve('the window crashed'));
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = args.map(String).join(' ');
    said.push(text);
    if (text.startsWith('[longshore-test]')) console.log(text.slice('[longshore-test]'.length + 1));
    else if (isOurError(type, text)) errors.push(`the extension host logged: ${text}`);
  });
  await page.goto(url);
  const late = new Promise((resolve) => setTimeout(resolve, limit, `no end within ${limit / 1000} s`).unref());
  const end = await Promise.race([ended, late]);
  if (typeof end === 'string') {
    await page.screenshot({ path: `${place}.png` }).catch(() => undefined);
    errors.push(end);
  }
  return { errors, said };
}

/** VS Code's own log files need a part that is not built here; the paths it complains of may hold our name. */
const isOurError = (type, text) =>
  type === 'error' && /longshore/i.test(text) && !text.startsWith('Error while registering log channel');
