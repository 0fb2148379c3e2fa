/**
 * The first page of a registry of 2,000 repositories, and of one of them with 20,000 tags, beside the floor: the same
 * list fetched and parsed by Node alone. Debian's docker-registry sends tags all at once. Memory is what one
 * such view holds; the floor's is the parsed list.
 */
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadModule } from '../scripts/lib/bundle.mjs';
import { startRegistry } from '../scripts/lib/hosts/registry.mjs';
import { timed } from './lib/engineApi.mjs';
import { median, spread, table } from './lib/figures.mjs';

const samples = 7;
const morePages = 5;

export async function measure({ folder, parts }) {
  const { big, fillStorage, listTree } = await loadModule('test/support/bigRegistry.ts');
  const { RegistryClient } = await loadModule('src/core/registry/registryClient.ts');
  const place = path.join(folder, 'registry');
  const registry = await startRegistry(place, { program: parts.registry, auth: false });
  try {
    await fillStorage(new RegistryClient({ host: registry.address }), place);
    const open = async () => {
      const tree = listTree(new RegistryClient({ host: registry.address, scheme: 'http' }));
      const [root] = await tree.children(undefined);
      return { tree, root };
    };
    const list = async (url) => (await fetch(`http://${registry.address}/v2/${url}`)).json();
    await measureList(`first of ${big.repositories} repositories`, {
      floor: () => list('_catalog?n=100'),
      ours: async () => {
        const { tree, root } = await open();
        return { tree, parent: root, rows: await tree.children(root) };
      },
    });
    await measureList(`first of ${big.tags} tags`, {
      floor: () => list(`${big.firstOfMany}/tags/list?n=100`),
      prepare: async () => {
        const { tree, root } = await open();
        return { tree, repository: (await tree.children(root))[0] };
      },
      ours: async ({ tree, repository }) => ({ tree, parent: repository, rows: await tree.children(repository) }),
    });
  } finally {
    await registry.stop();
  }
}

async function measureList(title, { floor, prepare = () => {}, ours }) {
  await floor();
  const floorTimes = await timed(samples, floor);
  const times = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const prepared = await prepare();
    times.push(...(await timed(1, () => ours(prepared))));
  }
  const held = await heldBy(floor);
  const heldByRows = await heldBy(async () => ours(await prepare()));
  const heldByMore = await heldBy(async () => withMore(await ours(await prepare())));
  table(title, [
    ['', 'milliseconds', 'against the floor', 'held, MB', `after ${morePages} pages more, MB`],
    ['floor', spread(floorTimes, 1), '1', held, ''],
    ['rows of the view', spread(times, 1), (median(times) / median(floorTimes)).toFixed(2), heldByRows, heldByMore],
  ]);
}

async function withMore(opened) {
  for (let page = 0; page < morePages; page += 1)
    await opened.tree.more((await opened.tree.children(opened.parent)).at(-1));
  return opened;
}

/** Megabytes of the heap that the results of some work keep alive. */
async function heldBy(work) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const results = [await work()];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let sample = 0; sample < samples; sample += 1) results.push(await work());
  collect();
  const held = process.memoryUsage().heapUsed - before;
  return (held / (results.length - 1) / 1e6).toFixed(1);
}
