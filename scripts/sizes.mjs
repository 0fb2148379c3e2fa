/** Builds and packages the extension, and fails where it has outgrown its budgets. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from './lib/bundle.mjs';
import { loadedWith } from './lib/loadedWith.mjs';
import { packageExtension } from './lib/package.mjs';
import { cache, root } from './lib/root.mjs';

/** KB of 1,024 bytes; ARCHITECTURE.md says what they are made of. */
const budgets = { VSIX: 441, 'all JavaScript': 960, 'loaded at activation': 312 };

mkdirSync(cache, { recursive: true });
const { file } = await packageExtension(path.join(cache, 'longshore.vsix'));
const inDist = filesBelow('dist', '.js').map((name) => path.join(root, name));
const sizes = {
  VSIX: sizeOf([file]),
  'all JavaScript': sizeOf(inDist),
  'loaded at activation': sizeOf([...loadedWith(path.join(root, 'dist/extension.js'))]),
};
for (const [what, size] of Object.entries(sizes)) {
  const isOver = size > budgets[what];
  console.log(`${what}: ${size} KB of ${budgets[what]}${isOver ? ', too large' : ''}`);
  if (isOver) process.exitCode = 1;
}

function sizeOf(files) {
  return Math.round(files.reduce((bytes, name) => bytes + statSync(name).size, 0) / 1024);
}
