/**
 * Bundles the extension and the command line into one CommonJS file each.
 * The engine client's ssh and gRPC parts are never used (ARCHITECTURE.md), so they stay out of the bundle.
 */
import { build } from 'esbuild';

const unused = ['ssh2', 'cpu-features', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'tar-fs'];

const leaveOut = {
  name: 'leave-out-unused',
  setup(context) {
    const filter = new RegExp(`^(${unused.join('|')})(/|$)`);
    context.onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
    context.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/** @type {import('esbuild').BuildOptions} */
export const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: false,
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  // Node's own streams are what the package of this name was made from.
  alias: { 'readable-stream': 'node:stream' },
  plugins: [leaveOut],
};

export async function buildAll({ minify = true, sourcemap = false } = {}) {
  const options = { ...shared, minify, sourcemap, metafile: true };
  return Promise.all([
    build({ ...options, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] }),
    build({
      ...options,
      entryPoints: ['src/cli/main.ts'],
      outfile: 'dist/cli.js',
      banner: { js: '#!/usr/bin/env node' },
    }),
  ]);
}

if (import.meta.filename === process.argv[1]) await buildAll({ sourcemap: process.argv.includes('--sourcemap') });
