/** VS Code's server with its web workbench, on loopback. */
import { lchownSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { must } from '../capture.mjs';
import { answers, freePort, startChild, waitUntil } from './child.mjs';
import { writeLanguagePack } from './languagePack.mjs';
import { startPortRedirect } from './portRedirect.mjs';

/** Settings for a window in which nothing moves by itself. */
export const calm = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
};

/**
 * Starts a server. `host` is what provisioning found: `{ server, node }`. Its files lie below `folder`;
 * `trust: false` asks people whether they trust a workspace, as a desktop does; `language: 'ko'` is the display language,
 * `log: 'debug'` how much goes into the log files.
 * `user: { uid, gid }` gets the folder and runs the server; its extensions must lie in there.
 */
export async function startVscodeServer(host, folder, options = {}) {
  const { extensions = path.join(folder, 'extensions'), settings = calm, env, trust = true, smoke = false } = options;
  const { port = await freePort(), language, log, user } = options;
  writeSettings(folder, settings);
  if (language) writeLanguagePack(path.join(folder, 'user'), language);
  const args = [
    path.join(host.server, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...folders(folder, extensions),
    ...(trust ? ['--disable-workspace-trust'] : []),
    ...(smoke ? ['--enable-smoke-test-driver'] : []),
    ...(language ? ['--locale', language] : []),
    ...(log ? ['--log', log] : []),
  ];
  const home = user && giveTo(user, folder);
  const ports = await startPortRedirect();
  const child = startChild(host.node, args, {
    logFile: path.join(folder, 'log'),
    env: { ...process.env, ...home, VSCODE_PROXY_URI: ports.template, ...env },
    user,
  });
  const stop = async () => {
    ports.stop();
    await child.stop();
  };
  const address = `127.0.0.1:${port}`;
  await waitUntil(() => answers(`http://${address}/version`, 200), { child, what: 'VS Code server' });
  return { address, folder, pid: child.pid, url: `http://${address}/`, ended: child.ended, stop };
}

/** Makes a folder another user's own; returns the environment in which such a user writes nowhere else and has a shell. */
function giveTo({ uid, gid }, folder) {
  for (const file of ['', ...readdirSync(folder, { recursive: true })]) lchownSync(path.join(folder, file), uid, gid);
  return { HOME: folder, TMPDIR: folder, XDG_RUNTIME_DIR: folder, SHELL: '/bin/sh' };
}

/** Writes the user's settings of a server that runs or will run below this folder. */
export function writeSettings(folder, settings) {
  const target = path.join(folder, 'user/User');
  mkdirSync(target, { recursive: true });
  const file = path.join(target, 'settings.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Installs a packaged extension as a user would; the folder of extensions can serve many servers. */
export async function installExtension(host, vsix, folder, extensions) {
  mkdirSync(extensions, { recursive: true });
  const server = path.join(host.server, 'out/server-main.js');
  await must(host.node, [server, ...folders(folder, extensions), '--install-extension', vsix, '--force']);
}

const folders = (folder, extensions) => [
  ...['--server-data-dir', path.join(folder, 'server')],
  ...['--user-data-dir', path.join(folder, 'user')],
  ...['--extensions-dir', extensions],
];
