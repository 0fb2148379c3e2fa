/** The engine by raw HTTP calls: what measurements prepare with and compare against. */
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';

/** One call; resolves with the parsed answer. */
export function call(socketPath, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const ask = request({ socketPath, method, path, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode >= 400) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        else resolve(text.startsWith('{') || text.startsWith('[') ? JSON.parse(text.split('\n')[0]) : text);
      });
    });
    ask.on('error', reject);
    ask.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Imports an image that holds a static busybox as /bin/busybox and /bin/sh. */
export function importBusybox(socketPath, busybox, name) {
  return importFiles(socketPath, name, { 'bin/busybox': busybox, 'bin/sh': busybox });
}

async function importFiles(socketPath, name, files) {
  const archive = pack();
  for (const [file, content] of Object.entries(files)) archive.entry({ name: file, mode: 0o755 }, content);
  archive.finalize();
  await new Promise((resolve, reject) => {
    const query = new URLSearchParams({ fromSrc: '-', repo: name, tag: 'latest' });
    const ask = request({ socketPath, method: 'POST', path: `/images/create?${query}` }, (answer) => {
      answer.resume().on('end', resolve);
    });
    pipeline(archive, ask).catch(reject);
  });
}

/** Creates containers until there are `count`, named by their number. */
export async function fillContainers(socketPath, image, count) {
  const have = (await call(socketPath, 'GET', '/containers/json?all=1')).length;
  for (let number = have; number < count; number += 1) {
    const name = `bench-${String(number).padStart(4, '0')}`;
    await call(socketPath, 'POST', `/containers/create?name=${name}`, { Image: image, Cmd: ['sh'] });
  }
}

/** Imports small images until there are `count`. */
export async function fillImages(socketPath, count) {
  const have = (await call(socketPath, 'GET', '/images/json')).length;
  for (let number = have; number < count; number += 1)
    await importFiles(socketPath, `bench-${String(number).padStart(4, '0')}`, { number: String(number) });
}

/** Milliseconds of each of `times` runs of some work. */
export async function timed(times, work) {
  const results = [];
  for (let run = 0; run < times; run += 1) {
    const started = performance.now();
    await work();
    results.push(performance.now() - started);
  }
  return results;
}
