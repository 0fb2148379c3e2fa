/**
 * The Containers view beside an empty extension that shows the same rows by one raw call (bench/floor), in one view and
 * in three as Longshore has, and beside that call itself: view opened to all rows, how long the window stands still
 * meanwhile, outside event to row, memory, processes, idle CPU. Longshore shows as many images beside them, 300 at the
 * most. Each sample of the first is a window of its own. Memory and processor time are those of the extension host with
 * all that it started; what the floor uses is the host's own. Options: `--sizes=10,100,500 --samples=3 --idle=10`.
 */
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/lib/root.mjs';
import { call, fillContainers, fillImages, importBusybox, timed } from './lib/engineApi.mjs';
import { floorOfThree, packedFloor, packedLongshore } from './lib/extensions.mjs';
import { median, spread, table } from './lib/figures.mjs';
import { activationTime, openView, openWindow, rowAppears } from './lib/window.mjs';

const image = 'bench:latest';
const mostImages = 300;

export async function measure(world) {
  const { values } = parseArgs({
    args: world.options,
    options: {
      sizes: { type: 'string', default: '10,100,500' },
      samples: { type: 'string', default: '3' },
      idle: { type: 'string', default: '10' },
    },
  });
  await importBusybox(world.socket, readFileSync(world.parts.busybox), 'bench');
  const floor = await packedFloor(world);
  const subjects = [floor, floorOfThree(floor), await packedLongshore(world)];
  const workspace = path.join(world.folder, 'workspace');
  cpSync(path.join(root, 'sample'), workspace, { recursive: true });
  for (const size of values.sizes.split(',').map(Number)) {
    await fillContainers(world.socket, image, size);
    await fillImages(world.socket, Math.min(size, mostImages));
    await measureSize(world, subjects, { workspace, size, samples: Number(values.samples), idle: Number(values.idle) });
  }
}

async function measureSize(world, subjects, { workspace, size, samples, idle }) {
  const list = await timed(7, () => call(world.socket, 'GET', '/containers/json?all=1'));
  const rows = [
    [
      '',
      'activating, ms',
      'already active, ms',
      'longest frame, ms',
      'event to row, ms',
      'activate(), ms',
      'memory, MB',
      'processes started',
      'idle CPU, ms',
    ],
  ];
  const figures = subjects.map(() => ({
    cold: [],
    warm: [],
    still: [],
    events: [],
    activation: [],
    memory: [],
    started: [],
    idle: [],
  }));
  for (let sample = 0; sample < samples; sample += 1) {
    for (const [index, subject] of subjects.entries()) {
      const place = path.join(world.folder, `window-${size}-${sample}-${index}`);
      const window = (file) =>
        openWindow(world, `${place}${file ?? ''}`, { extensions: subject.extensions, workspace, file });
      const cold = await window();
      figures[index].cold.push((await openView(cold.page, subject.title, size)).filled);
      await cold.close();
      const warm = await window('Dockerfile');
      figures[index].activation.push(await activationTime(warm.page, subject.name));
      await warm.page.waitForTimeout(2000);
      const { filled, still } = await openView(warm.page, subject.title, size);
      figures[index].warm.push(filled);
      figures[index].still.push(still);
      figures[index].events.push(...(await eventsToRows(world.socket, warm.page)));
      for (const [key, value] of Object.entries(await rest(warm, idle))) figures[index][key].push(value);
      await warm.close();
    }
  }
  for (const [index, { title }] of subjects.entries()) {
    const { cold, warm, still, events, activation, memory, started, idle: cpu } = figures[index];
    rows.push([
      title,
      spread(cold),
      spread(warm),
      spread(still),
      spread(events),
      spread(activation),
      ...[memory, started, cpu].map((list) => spread(list)),
    ]);
  }
  const own = figures.at(-1);
  for (const [index, { title }] of subjects.slice(0, -1).entries()) {
    const floor = figures[index];
    const ratio = (key) => (median(own[key]) / median(floor[key])).toFixed(2);
    const more = (key) => signed(median(own[key]) - median(floor[key]));
    rows.push([
      `against ${title}`,
      ...['cold', 'warm', 'still', 'events', 'activation'].map(ratio),
      ...['memory', 'started', 'idle'].map(more),
    ]);
  }
  table(`${size} containers; the raw list call: ${spread(list, 1)} ms`, rows);
}

const signed = (figure) => (figure < 0 ? `${figure}` : `+${figure}`);

/** Milliseconds from the call that creates a container to its row. The rows sort to the top, where they can be seen. */
async function eventsToRows(socket, page) {
  const times = [];
  for (let number = 0; number < 5; number += 1) {
    const name = `aaa-${Date.now()}`;
    const appears = rowAppears(page, name);
    const started = Date.now();
    const { Id } = await call(socket, 'POST', `/containers/create?name=${name}`, { Image: image, Cmd: ['sh'] });
    times.push((await appears) - started);
    await call(socket, 'DELETE', `/containers/${Id}`);
    await page.waitForTimeout(300);
  }
  return times;
}

async function rest({ page, host, started }, idle) {
  await page.waitForTimeout(2000);
  const before = host();
  await page.waitForTimeout(idle * 1000);
  const after = host();
  return { memory: Math.round(after.memory / 1024), started: started(), idle: after.cpu - before.cpu };
}
