/** A Node for VS Code's server: the running one where it is new enough, else one from npm. */
import path from 'node:path';
import { cachedFolder, installPackage } from './cached.mjs';

const pinned = '24.21.0';

/** The Node program of at least this version, [major, minor]. */
export async function ensureNode([major, minor]) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return process.execPath;
  const platform = { win32: 'win' }[process.platform] ?? process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await cachedFolder(`node/${pinned}`, (empty) => installPackage(empty, `${name}@${pinned}`));
  return path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
