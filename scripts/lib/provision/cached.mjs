/** Folders of the cache: filled once, beside their place, and moved there when complete. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cache } from '../root.mjs';
import { npm } from './npmPackages.mjs';

/** The folder of this name in the cache; `fill` makes it when it is not there yet. */
export async function cachedFolder(name, fill) {
  const folder = path.join(cache, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    await fill(unfinished);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Installs one pinned npm package into a folder of its own, running no scripts of it. */
export async function installPackage(folder, spec) {
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
  await npm(['install', '--ignore-scripts', '--save-exact', spec], folder);
}
