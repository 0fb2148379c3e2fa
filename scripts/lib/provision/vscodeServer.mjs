/**
 * A complete VS Code server with its web workbench, from npm: the folder `lib/vscode` of the package code-server,
 * whose version is VS Code's behind a `4.` epoch. Native modules that would need a compiler stay unbuilt; the logger,
 * without which output channels stay empty, gets a stand-in.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cachedFolder, installPackage } from './cached.mjs';
import { ensureNode } from './node.mjs';
import { npm } from './npmPackages.mjs';

/** Both ends of `engines.vscode`. */
export const vscodeVersions = {
  newest: { vscode: '1.139.1', package: '4.139.1', node: [22, 15] },
  oldest: { vscode: '1.96.4', package: '4.96.4', node: [20, 0] },
};

/** Installs a server on first use; resolves with its folder and the Node that runs it. */
export async function ensureVscodeServer(which) {
  const version = vscodeVersions[which];
  const folder = await cachedFolder(`vscode/${version.package}`, async (empty) => {
    await installPackage(empty, `code-server@${version.package}`);
    takeAllFromNpm(path.join(serverFolder(empty), 'npm-shrinkwrap.json'));
    await npm(['install', '--omit=dev', '--ignore-scripts'], serverFolder(empty));
  });
  const logger = path.join(serverFolder(folder), 'node_modules/@vscode/spdlog/index.js');
  copyFileSync(path.join(import.meta.dirname, 'spdlog.cjs'), logger);
  return { server: serverFolder(folder), node: await ensureNode(version.node), version: version.vscode };
}

const serverFolder = (folder) => path.join(folder, 'node_modules/code-server/lib/vscode');

/** The lock file of 1.96 asks GitHub for one package that npm has in the same version. */
function takeAllFromNpm(lockFile) {
  const lock = JSON.parse(readFileSync(lockFile, 'utf8'));
  for (const entry of Object.values(lock.packages)) {
    if (!entry.resolved?.startsWith('git+')) continue;
    delete entry.resolved;
    delete entry.integrity;
  }
  writeFileSync(lockFile, JSON.stringify(lock));
}
