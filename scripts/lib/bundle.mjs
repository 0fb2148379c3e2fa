/** Bundles TypeScript for scripts and tests. Our own code is inlined, packages stay external. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './root.mjs';

/** Files below a folder of the project whose names end so, as paths relative to the project. */
export function filesBelow(folder, ending) {
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .sort();
}

/** Compiles entry files to CommonJS into a folder below the project that mirrors their paths; returns the compiled files. */
export async function bundleTree(entryPoints, outdir = '.cache/out') {
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outbase: '.',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    packages: 'external',
    external: ['vscode'],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return entryPoints.map((file) => path.join(root, outdir, file.replace(/\.ts$/, '.cjs')));
}

/** Loads one TypeScript module as it is now. */
export async function loadModule(file) {
  const [compiled] = await bundleTree([file], '.cache/modules');
  return import(pathToFileURL(compiled));
}
