/** Copies the pictures of the README from the last run of the UI tests. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/root.mjs';

const names = ['running', 'build', 'shell', 'lint', 'pushed'];

const to = path.join(root, 'docs/pictures');
mkdirSync(to, { recursive: true });
for (const name of names) {
  copyFileSync(path.join(root, `.cache/screenshots/${name}-dark-1280.png`), path.join(to, `${name}.png`));
}
