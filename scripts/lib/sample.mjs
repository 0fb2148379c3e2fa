/** The sample workspace: a copy to work in, made so that it builds on this machine. */
import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** Copies the sample. A static busybox makes it build without a network; without one its base image is pulled. */
export function copySample(to, busybox) {
  cpSync(path.join(root, 'sample'), to, { recursive: true });
  if (busybox) copyFileSync(busybox, path.join(to, 'busybox'));
  else pullBusybox(path.join(to, 'Dockerfile'));
  return to;
}

function pullBusybox(dockerfile) {
  const text = readFileSync(dockerfile, 'utf8');
  const base = /FROM scratch\nCOPY busybox .*\nRUN .*\n/;
  if (!base.test(text)) throw new Error('The sample does not begin as expected.');
  writeFileSync(dockerfile, text.replace(base, 'FROM busybox:1.37\n'));
}
