/**
 * Log throughput on a finished container: the engine port's log stream, and the log as a terminal gets it (in batches
 * that a window can draw), beside the docker CLI and the raw API call. Option: `--lines=1000000`; lines have 100 bytes.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { parseArgs } from 'node:util';
import { loadModule } from '../scripts/lib/bundle.mjs';
import { findProgram } from '../scripts/lib/programs.mjs';
import { call, importBusybox } from './lib/engineApi.mjs';
import { median, spread, table } from './lib/figures.mjs';

const samples = 5;

export async function measure(world) {
  const { values } = parseArgs({ args: world.options, options: { lines: { type: 'string', default: '1000000' } } });
  const lines = Number(values.lines);
  const id = await writeLog(world, lines);
  const { DockerodeEngine } = await loadModule('src/core/engine/dockerodeEngine.ts');
  const { followLog } = await loadModule('src/core/logs/follow.ts');
  const { LogPump } = await loadModule('src/core/logs/pump.ts');
  const { terminalPrinter } = await loadModule('src/core/logs/print.ts');
  const engine = new DockerodeEngine({ kind: 'socket', path: world.socket });
  const pump = () => new LogPump(terminalPrinter({ timestamps: false, explain: String }), () => {});
  const readers = {
    'raw API call': () => rawRead(world.socket, id),
    'docker logs': () => cliRead(world.socket, id),
    Longshore: () => portRead(engine, id),
    'Longshore, to a terminal': () =>
      pump().run([
        {
          owner: { prefix: '', color: 36 },
          events: untilStopped(followLog(source(engine), id, {}, new AbortController().signal)),
        },
      ]),
  };
  const rates = Object.fromEntries(Object.keys(readers).map((name) => [name, []]));
  let memory = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    for (const [name, read] of Object.entries(readers)) {
      const started = performance.now();
      await read();
      rates[name].push(lines / ((performance.now() - started) / 1000));
      memory = Math.max(memory, process.memoryUsage.rss());
    }
  }
  engine.dispose();
  const base = median(rates['docker logs']);
  const rows = Object.entries(rates).map(([name, list]) => [name, spread(list), (median(list) / base).toFixed(2)]);
  table(`${lines} log lines of 100 bytes`, [['', 'lines a second', 'against docker logs'], ...rows]);
  console.log(`  most memory of the reading process: ${Math.round(memory / 2 ** 20)} MB`);
}

async function writeLog({ socket, parts }, lines) {
  await importBusybox(socket, readFileSync(parts.busybox), 'bench');
  const script = `yes ${'x'.repeat(99)} | head -n ${lines}`;
  const body = { Image: 'bench:latest', Cmd: ['/bin/busybox', 'sh', '-c', script], Env: ['PATH=/bin'] };
  const { Id } = await call(socket, 'POST', '/containers/create?name=chatty', body);
  await call(socket, 'POST', `/containers/${Id}/start`);
  await call(socket, 'POST', `/containers/${Id}/wait`);
  return Id;
}

function rawRead(socketPath, id) {
  return new Promise((resolve, reject) => {
    const path = `/containers/${id}/logs?follow=1&stdout=1&stderr=1`;
    const ask = request({ socketPath, path }, (answer) => answer.resume().on('end', resolve));
    ask.on('error', reject).end();
  });
}

function cliRead(socket, id) {
  return new Promise((resolve, reject) => {
    const child = spawn(findProgram('docker'), ['-H', `unix://${socket}`, 'logs', '-f', id], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.resume();
    child.on('error', reject).on('close', resolve);
  });
}

async function portRead(engine, id) {
  for await (const { data } of engine.containers.logs(id, { follow: true })) void data;
}

/** A container that has run once and changes no more. */
const source = (engine) => ({
  read: (id, options) => engine.containers.logs(id, options),
  run: async () => ({ running: false, startedAt: 'once', exitCode: 0 }),
  watch: () => ({ next: () => new Promise(() => {}), dispose() {} }),
});

async function* untilStopped(events) {
  for await (const event of events) {
    yield event;
    if (event.kind === 'stopped') return;
  }
}
