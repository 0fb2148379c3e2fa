/**
 * Typing in a Dockerfile of a real window, with Longshore and with an extension that does nothing there (bench/floor):
 * the longest that the extension host stands still around a keystroke, the longest that it works at a stretch there
 * (bench/probe), and how soon a wrong value has its squiggle and a mended one none. VS Code itself gathers problems for
 * 50 ms. Options: `--lines=20,200,5000 --keys=30`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packedFloor, packedLongshore } from './lib/extensions.mjs';
import { spread, table } from './lib/figures.mjs';
import { sample } from './lib/sample.mjs';
import { goToLine, openWindow, pressed } from './lib/window.mjs';

export async function measure(world) {
  const { values } = parseArgs({
    args: world.options,
    options: { lines: { type: 'string', default: '20,200,5000' }, keys: { type: 'string', default: '30' } },
  });
  const subjects = [await packedFloor(world, ['probe']), await packedLongshore(world, ['probe'])];
  for (const lines of values.lines.split(',').map(Number)) {
    const rows = [['', 'host stands still, ms', 'host works, ms', 'wrong to squiggle, ms', 'mended to none, ms']];
    for (const subject of subjects) rows.push(await typing(world, subject, lines, Number(values.keys)));
    table(`${lines} lines`, rows);
  }
}

async function typing(world, { title, extensions }, lines, keys) {
  const place = path.join(world.folder, `typing-${title}-${lines}`);
  const workspace = path.join(place, 'workspace');
  const probe = path.join(place, 'probe.txt');
  const text = sample(lines, 0);
  mkdirSync(workspace, { recursive: true });
  writeFileSync(path.join(workspace, 'Dockerfile'), text);
  for (const [source] of text.matchAll(/[a-z]+\d*\.json/g)) writeFileSync(path.join(workspace, source), '{}');
  const env = { LONGSHORE_BENCH_PROBE: probe };
  const window = await openWindow(world, place, { extensions, workspace, file: 'Dockerfile', env });
  const { page } = window;
  while (!existsSync(probe)) await page.waitForTimeout(100);
  await goToLine(page, middleExpose(text));
  await page.waitForTimeout(5000);
  const more = title === 'Longshore' ? 1 : 0;
  const times = { wrong: [], mended: [] };
  for (let key = 0; key < keys; key += 1) {
    times.wrong.push(await pressed(page, 'x', more));
    await page.waitForTimeout(rest);
    times.mended.push(await pressed(page, 'Backspace', -more));
    await page.waitForTimeout(rest);
  }
  await window.close();
  const seen = readFileSync(probe, 'utf8').trim().split('\n');
  if (seen.length !== 2 * keys) throw new Error(`the probe saw ${seen.length} of ${2 * keys} keystrokes`);
  const [still, work] = [0, 1].map((column) => seen.map((line) => Number(line.split(' ')[column])));
  return [title, spread(still), spread(work), ...(more ? [spread(times.wrong), spread(times.mended)] : ['', ''])];
}

/** Milliseconds after a keystroke that belong to it alone. */
const rest = 1000;

/** The line, from one, of the first EXPOSE in the second half of a text. */
function middleExpose(text) {
  const lines = text.split('\n');
  return lines.findIndex((line, index) => index >= lines.length / 2 - 10 && line.startsWith('EXPOSE')) + 1;
}
