/** `node contextReader.mjs <context> [compiled tree]`: reads a context three times, without the tree as Node alone does. */
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { timed } from './engineApi.mjs';

const [context, compiled] = process.argv.slice(2);
const { readContextTree } = compiled ? await import(pathToFileURL(compiled)) : { readContextTree: look };
console.log(JSON.stringify(await timed(3, () => readContextTree(context, path.join(context, 'Dockerfile')))));

async function look(place) {
  const entries = await readdir(place, { withFileTypes: true });
  await Promise.all(entries.map((entry) => lstat(path.join(place, entry.name))));
  for (const entry of entries) if (entry.isDirectory()) await look(path.join(place, entry.name));
}
