/**
 * The tree of a build context of 50,000 files in 1,000 folders, beside the floor: the same folders and files listed and
 * looked at by Node alone. `first` is the first reading of a fresh process.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleTree } from '../scripts/lib/bundle.mjs';
import { spread, table } from './lib/figures.mjs';

const folders = 1000;
const filesEach = 50;
const samples = 5;

export async function measure({ folder }) {
  const [compiled] = await bundleTree(['src/core/build/contextTree.ts'], '.cache/modules');
  const context = plant(path.join(folder, 'context'));
  const floor = processes(context);
  const tree = processes(context, compiled);
  const row = (what, which) => {
    const ratio = Math.min(...which(tree)) / Math.min(...which(floor));
    return [what, spread(which(floor)), spread(which(tree)), ratio.toFixed(2)];
  };
  table(`context of ${folders * filesEach} files, ${samples} processes`, [
    ['reading', 'floor, ms', 'tree, ms', 'against the floor'],
    row('first', (times) => times.map(([first]) => first)),
    row('later', (times) => times.flatMap(([, ...later]) => later)),
  ]);
}

/** What each of some fresh processes took, reading by reading. */
function processes(...args) {
  const reader = fileURLToPath(new URL('lib/contextReader.mjs', import.meta.url));
  return Array.from({ length: samples }, () =>
    JSON.parse(execFileSync(process.execPath, [reader, ...args], { encoding: 'utf8' })),
  );
}

function plant(context) {
  for (let i = 0; i < folders; i += 1) {
    const place = path.join(context, `d${i % 20}`, `e${i}`);
    mkdirSync(place, { recursive: true });
    for (let file = 0; file < filesEach; file += 1) writeFileSync(path.join(place, `file${file}.js`), 'x'.repeat(file));
  }
  writeFileSync(path.join(context, 'Dockerfile'), 'FROM scratch\nCOPY . /\n');
  writeFileSync(path.join(context, '.dockerignore'), '**/*.log\n.git\n**/node_modules\n!**/keep.log\n');
  return context;
}
