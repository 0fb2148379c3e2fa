/**
 * Builds with a context of 500 MiB in 20,000 files, ours beside the docker CLI's own BuildKit client on the same engine.
 * `one folder`: the Dockerfile copies 100 files of it; `all`: it copies everything. `again`: after a change of one file.
 * Needs a docker CLI that speaks BuildKit without a plugin (Debian's 20.10 does).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadModule } from '../scripts/lib/bundle.mjs';
import { findProgram } from '../scripts/lib/programs.mjs';
import { median, spread, table } from './lib/figures.mjs';

const folders = 200;
const filesEach = 100;
const bytesEach = 26_214;
const samples = 3;

export async function measure(world) {
  const cli = await findBuildkitCli(world.socket);
  const { DockerodeEngine } = await loadModule('src/core/engine/dockerodeEngine.ts');
  const { buildImage } = await loadModule('src/core/build/build.ts');
  const engine = new DockerodeEngine({ kind: 'socket', path: world.socket });
  const builders = {
    ...(cli && { 'docker CLI': (context) => buildWithCli(cli, world.socket, context) }),
    Longshore: (context, name) => buildOurs(engine, buildImage, context, name),
  };
  if (!cli) console.log('  no docker CLI here speaks BuildKit without a plugin: Longshore alone');
  const rows = [];
  for (const [what, copied, count] of [
    ['one folder', 'd7', samples],
    ['all', '.', 1],
  ]) {
    const times = await measureBuilders(builders, world.folder, copied, count);
    const base = times['docker CLI'] ?? times.Longshore;
    for (const [name, { cold, again }] of Object.entries(times)) {
      rows.push([`${what}, cold`, name, spread(cold, 2), (median(cold) / median(base.cold)).toFixed(2)]);
      rows.push([`${what}, again`, name, spread(again, 2), (median(again) / median(base.again)).toFixed(2)]);
    }
  }
  engine.dispose();
  table('context of 500 MiB, seconds', [['', '', 'seconds', 'against the CLI'], ...rows]);
  console.log(`  most memory of our process: ${Math.round(peak / 2 ** 20)} MB`);
}

let peak = 0;

/** Each sample has a context of its own, so that no builder profits from another's cache. */
async function measureBuilders(builders, parent, copied, count) {
  const times = Object.fromEntries(Object.keys(builders).map((name) => [name, { cold: [], again: [] }]));
  for (let sample = 0; sample < count; sample += 1) {
    for (const [name, build] of Object.entries(builders)) {
      const context = plantContext(parent, copied);
      times[name].cold.push(await seconds(() => build(context, 'bench-build')));
      writeFileSync(path.join(context, 'd7', 'f3'), `changed ${sample}`);
      times[name].again.push(await seconds(() => build(context, 'bench-build')));
      rmSync(context, { recursive: true });
    }
  }
  return times;
}

function plantContext(parent, copied) {
  const context = mkdtempSync(path.join(parent, 'context-'));
  const content = Buffer.alloc(bytesEach);
  for (let folder = 0; folder < folders; folder += 1) {
    mkdirSync(path.join(context, `d${folder}`));
    for (let file = 0; file < filesEach; file += 1) {
      content.write(`${context} ${folder} ${file}`);
      writeFileSync(path.join(context, `d${folder}`, `f${file}`), content);
    }
  }
  writeFileSync(path.join(context, 'Dockerfile'), `FROM scratch\nCOPY ${copied} /copied/\n`);
  return context;
}

async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function buildOurs(engine, buildImage, contextDir, name) {
  const options = { builder: 'buildkit', contextDir, dockerfile: path.join(contextDir, 'Dockerfile'), tags: [name] };
  for await (const event of buildImage(engine.build, options)) {
    if (event.type === 'error') throw new Error(event.message);
    peak = Math.max(peak, process.memoryUsage.rss());
  }
}

async function findBuildkitCli(socket) {
  for (const program of new Set([findProgram('docker'), '/usr/bin/docker'])) {
    if (program && (await run(program, ['build', '--help'], socket)).includes('--secret')) return program;
  }
  return undefined;
}

async function buildWithCli(program, socket, context) {
  await run(program, ['build', '-q', '-t', 'bench-build', context], socket);
}

function run(program, args, socket) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_BUILDKIT: '1' };
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 || args.includes('--help') ? resolve(output) : reject(new Error(output))));
  });
}
