/** Runs the unit tests, or only the test files named on the command line. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { bundleTree, filesBelow } from './lib/bundle.mjs';
import { root } from './lib/root.mjs';
import { bin, run } from './lib/run.mjs';

const [files, options] = split(process.argv.slice(2));
const tests = files.length > 0 ? files.map((file) => path.relative(root, file)) : filesBelow('test/unit', '.test.ts');
rmSync(path.join(root, '.cache/out/test/unit'), { recursive: true, force: true });
const compiled = await bundleTree(tests);
process.exitCode = await run(...command(compiled));

function command(tests) {
  const [node, mocha] = bin('mocha/bin/mocha.js');
  return [node, ['--enable-source-maps', mocha, '--reporter', 'dot', '--timeout', '10000', ...options, ...tests]];
}

function split(args) {
  return [args.filter((arg) => arg.endsWith('.ts')), args.filter((arg) => !arg.endsWith('.ts'))];
}
