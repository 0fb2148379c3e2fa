/** The engines that contract tests run on: the fake one, and the real one where LONGSHORE_TEST_ENGINE names its socket. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import type { Engine } from '../../src/core/engine/engine.js';
import { FakeEngine } from './fakeEngine.js';

/** Begins the names of all that the tests make. */
export const prefix = 'ls-engine';
/** An image with a shell. */
export const base = `${prefix}-contract:base`;
/** Another image with the same content. */
export const other = `${prefix}-contract:other`;

export interface ContractEngine {
  readonly engine: Engine;
  dispose(): Promise<void>;
}

export const contractEngines: Record<string, (() => Promise<ContractEngine>) | undefined> = {
  'fake engine': startFake,
  'real engine': process.env['LONGSHORE_TEST_ENGINE'] ? connectReal : undefined,
};

async function startFake(): Promise<ContractEngine> {
  const fake = await new FakeEngine().start();
  for (const tag of [base, other]) fake.state.addImage(tag);
  const engine = new DockerodeEngine(fake.endpoint);
  return {
    engine,
    dispose: async () => {
      engine.dispose();
      fake.dispose();
    },
  };
}

async function connectReal(): Promise<ContractEngine> {
  const socket = (process.env['LONGSHORE_TEST_ENGINE'] ?? '').replace(/^unix:\/\//, '');
  const engine = new DockerodeEngine({ kind: 'socket', path: socket });
  await cleanUp(engine);
  await importBase(engine);
  await importBase(engine, other, 'LABEL other=yes');
  return {
    engine,
    dispose: async () => {
      await cleanUp(engine);
      engine.dispose();
    },
  };
}

/** Makes the base image of a static busybox, or another one by adding lines to its Dockerfile. */
export async function importBase(engine: Engine, tag = base, ...lines: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'contract-'));
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  copyFileSync(process.env['LONGSHORE_TEST_BUSYBOX'] ?? '/bin/busybox', path.join(bin, 'busybox'));
  for (const name of ['sh', 'cat', 'echo', 'sleep', 'stty', 'seq', 'kill'])
    symlinkSync('busybox', path.join(bin, name));
  const context = path.join(folder, 'context.tar');
  const dockerfile = ['FROM scratch', 'COPY bin /bin', 'ENV PATH=/bin', 'CMD ["sh"]', ...lines, ''].join('\n');
  execFileSync('sh', ['-c', 'printf %s "$1" > Dockerfile && tar cf context.tar Dockerfile bin', 'sh', dockerfile], {
    cwd: folder,
  });
  const answer = await engine.build.build({ t: tag, rm: '1' }, readFileSync(context));
  for await (const chunk of answer) if (/"error"/.test(String(chunk))) throw new Error(String(chunk));
  rmSync(folder, { recursive: true, force: true });
}

async function cleanUp({ containers, images }: Engine): Promise<void> {
  for (const { id, name } of await containers.list())
    if (name.startsWith(prefix)) await containers.remove(id, { force: true, volumes: true });
  for (const { tags } of await images.list())
    for (const tag of tags) if (tag.startsWith(`${prefix}-contract`)) await images.remove(tag, { force: true });
}
