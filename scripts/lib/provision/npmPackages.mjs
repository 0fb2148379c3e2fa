/** The project's own npm packages. */
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { must } from '../capture.mjs';
import { root } from '../root.mjs';

/** Runs `npm ci` where packages are missing or older than the lock file; a linked folder is somebody else's to fill. */
export async function ensureNpmPackages() {
  const modules = path.join(root, 'node_modules');
  if (isLink(modules)) return 'linked';
  const installed = modified(path.join(modules, '.package-lock.json'));
  if (installed >= modified(path.join(root, 'package-lock.json'))) return 'up to date';
  await npm(['ci'], root);
  return 'installed';
}

/** Runs npm in a folder: the npm that started us, or the one on the path. */
export async function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const [program, ...before] = own?.endsWith('.js') ? [process.execPath, own] : ['npm'];
  await must(program, [...before, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    shell: program === 'npm' && process.platform === 'win32',
  });
}

function modified(file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function isLink(folder) {
  try {
    return lstatSync(folder).isSymbolicLink();
  } catch {
    return false;
  }
}
