import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Arrows between domains of the core that are allowed beside those to `core/base`, each with its reason. */
const allowedDomainArrows: Record<string, readonly string[]> = {
  // Where a build failed and what it mounts stands in the Dockerfile, which is read in one way.
  build: ['dockerfile'],
  // A tree's rows are made of the engine's and the registries' models.
  explorer: ['engine', 'registry'],
  // Logs are read from an engine, and over its restarts.
  logs: ['engine'],
  // Logins are handed out in the shape that the engine takes (types only).
  registry: ['engine'],
  // A container's spec is made of what the engine says of an image; names to push to, of the known registries (types only).
  spec: ['engine', 'registry'],
  // Updates replace an engine's containers.
  update: ['engine'],
};

const root = path.resolve('src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));

describe('architecture', () => {
  it('has files to look at', () => assert.ok(files.length > 20));

  for (const file of files) {
    it(`${file} imports only what its room may`, () => {
      const bad = importsOf(file).filter((target) => !mayImport(file, target));
      assert.deepEqual(bad, []);
    });
    it(`${file} says things through the door that keeps foreign text text`, () => {
      const isDoor = ['vscode/base/messages.ts', 'vscode/base/confirm.ts'].includes(file);
      assert.equal(isDoor ? null : (read(file).match(/\bshow(Information|Warning|Error)Message\b/)?.[0] ?? null), null);
    });
    it(`${file} leaves sentences to the edge`, () => {
      const sentence = /new (?:Engine|Registry|Build|Update)Error\(\s*'\w+',\s*[`'"][^`'"]*[a-z] [a-z]/;
      assert.equal(sentence.exec(read(file).replace(/\$\{[^{}]*\}/g, ''))?.[0] ?? null, null);
    });
    it(`${file} is short enough`, () => {
      const lines = read(file).split('\n').length;
      assert.ok(lines <= 400 || isTable(file), `${lines} lines`);
    });
  }
});

function mayImport(from: string, target: string): boolean {
  if (target === 'vscode') return from.startsWith('vscode/') || from === 'extension.ts';
  if (target === 'dockerode') return from === 'core/engine/dockerodeEngine.ts';
  if (!target.startsWith('.')) return true;
  const to = path.posix.join(path.posix.dirname(from), target).replace(/\.js$/, '.ts');
  if (from === 'extension.ts') return true;
  if (from.startsWith('core/')) return coreMayImport(domainOf(from), to);
  // The command line looks up sources of COPY as builds do.
  if (from.startsWith('cli/')) return /^(cli|core\/dockerfile|core\/build|core\/base)\//.test(to);
  if (from.startsWith('contributions/') || from === 'contributions.ts') return /^(contributions|core)\//.test(to);
  return vscodeMayImport(from.split('/')[1] ?? '', to);
}

function coreMayImport(domain: string, to: string): boolean {
  if (!to.startsWith('core/')) return false;
  const target = domainOf(to);
  return target === domain || target === 'base' || (allowedDomainArrows[domain] ?? []).includes(target);
}

function vscodeMayImport(feature: string, to: string): boolean {
  if (to.startsWith('core/') || to.startsWith('contributions/')) return true;
  return to.startsWith('vscode/base/') || to.startsWith(`vscode/${feature}/`);
}

function domainOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function importsOf(file: string): string[] {
  const pattern = /(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)['"]([^'"]+)['"]/g;
  return [...read(file).matchAll(pattern)].map((match) => match[1] ?? '');
}

function isTable(file: string): boolean {
  return /\b[tT]able\b|contributions\//.test(file);
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
