/**
 * Bundles the command line into one CommonJS file, and the extension into a small one with parts that load on first use
 * and take the linter from the command line. Parts of packages that are never used stay out (ARCHITECTURE.md).
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, transform } from 'esbuild';
import { leaveOut } from './scripts/lib/leaveOut.mjs';
import { entryWith, shareable, takeFromCommandLine } from './scripts/lib/sharedModules.mjs';

/** @type {import('esbuild').BuildOptions} */
export const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: false,
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  alias: {
    // Node's own streams are what the package of this name was made from.
    'readable-stream': 'node:stream',
    // The same sources as ES modules, of which only the used parts are taken.
    yaml: './node_modules/yaml/browser/index.js',
  },
  plugins: [leaveOut],
};

export async function buildAll({ minify = true, sourcemap = false } = {}) {
  const options = { ...shared, minify, sourcemap };
  const { metafile } = await build({ ...options, entryPoints: ['src/cli/main.ts'], write: false, metafile: true });
  const taken = new Set();
  await buildExtension(options, takeFromCommandLine(shareable(metafile.inputs), taken));
  await build({
    ...options,
    stdin: { contents: entryWith(taken), resolveDir: '.' },
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  });
  joinRulePages();
}

/** 136 small files would be a sixth of the VSIX, which packs each alone; in one they are a seventeenth. */
function joinRulePages() {
  const pages = readdirSync('docs/rules').map((file) => [file, readFileSync(`docs/rules/${file}`, 'utf8')]);
  writeFileSync(
    'dist/rulePages.json',
    JSON.stringify(Object.fromEntries(pages.filter(([file]) => file !== 'README.md'))),
  );
}

/** esbuild splits ES modules alone, and the extension host loads CommonJS: so each part is made into that afterwards. */
async function buildExtension({ minify, sourcemap, plugins, ...options }, takeShared) {
  const { outputFiles } = await build({
    ...options,
    minify,
    sourcemap,
    format: 'esm',
    splitting: true,
    write: false,
    entryPoints: ['src/extension.ts'],
    outdir: 'dist',
    chunkNames: 'parts/[name]-[hash]',
    external: ['vscode', '../cli.js'],
    plugins: [...plugins, takeShared],
  });
  rmSync('dist/parts', { recursive: true, force: true });
  mkdirSync('dist/parts', { recursive: true });
  await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const asCommonJs = { format: 'cjs', minify, sourcemap, supported: { 'dynamic-import': false } };
      const { code } = await transform(text, asCommonJs);
      writeFileSync(path, code);
    }),
  );
}

if (import.meta.filename === process.argv[1]) await buildAll({ sourcemap: process.argv.includes('--sourcemap') });
