/**
 * The tree of a build context of 50,000 files in 1,000 folders, beside the floor: the same folders and files listed and
 * looked at by Node alone. `cold` is the first reading in a process.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { loadModule } from '../scripts/lib/bundle.mjs';
import { timed } from './lib/engineApi.mjs';
import { spread, table } from './lib/figures.mjs';

const folders = 1000;
const filesEach = 50;
const samples = 5;

export async function measure({ folder }) {
  const { readContextTree } = await loadModule('src/core/build/contextTree.ts');
  const context = plant(path.join(folder, 'context'));
  const read = () => readContextTree(context, path.join(context, 'Dockerfile'));
  const cold = await timed(1, read);
  const { root } = await read();
  const floor = await timed(samples, () => look(context));
  const times = await timed(samples, read);
  const ratio = (Math.min(...times) / Math.min(...floor)).toFixed(2);
  table(`context of ${root.files} files`, [
    ['', 'milliseconds', 'against the floor'],
    ['floor', spread(floor), '1'],
    ['tree, cold', spread(cold), ''],
    ['tree', spread(times), ratio],
  ]);
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

async function look(place) {
  const entries = await readdir(place, { withFileTypes: true });
  await Promise.all(entries.map((entry) => lstat(path.join(place, entry.name))));
  for (const entry of entries) if (entry.isDirectory()) await look(path.join(place, entry.name));
}
