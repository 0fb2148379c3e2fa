import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAbort } from '../../../../src/core/base/errors.js';
import { CurrentEngine } from '../../../../src/core/engine/currentEngine.js';
import { DockerodeEngine } from '../../../../src/core/engine/dockerodeEngine.js';
import { defaultSocket, type Endpoint } from '../../../../src/core/engine/endpoint.js';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { realSurroundings } from '../../../../src/core/engine/surroundings.js';
import { FakeEngine } from '../../../support/fakeEngine.js';
import { contextFiles } from '../../../support/fakeSurroundings.js';

describe('CurrentEngine', () => {
  let fake: FakeEngine;
  let second: FakeEngine;
  let current: CurrentEngine;
  let setting: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    [fake, second] = [await new FakeEngine().start(), await new FakeEngine().start()];
    setting = `unix://${fake.socketPath}`;
    env = {};
    current = new CurrentEngine(
      {
        surroundings: { ...realSurroundings(), env, home: fake.folder },
        setting: () => setting,
        createEngine: async (endpoint) => new DockerodeEngine(ofThisTest(endpoint), { answerWithin: 200 }),
      },
      { idleAfter: 50, rest: 20 },
    );
  });
  afterEach(() => {
    current.dispose();
    fake.dispose();
    second.dispose();
  });

  /** This machine's own engine is none of the test's business. */
  function ofThisTest(endpoint: Endpoint): Endpoint {
    const isDefault = endpoint.kind === 'socket' && endpoint.path === defaultSocket(process.platform);
    return isDefault ? { kind: 'socket', path: `${fake.folder}/none.sock` } : endpoint;
  }

  function writeContext(name: string, socket: string, currentContext = name): void {
    const folder = path.join(fake.folder, '.docker');
    const files = contextFiles(name, { Host: `unix://${socket}` }, {}, folder);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ currentContext }));
  }

  it('opens one engine for calls that come together, and uses it again', async () => {
    const [one, two] = await Promise.all([current.engine(), current.engine()]);
    assert.equal(one, two);
    assert.equal(await current.engine(), one);
    assert.equal(fake.count('GET /_ping'), 2);
    assert.equal(current.label, setting);
  });

  it('gives the engine of the connection that views have, without asking', async () => {
    current.resources.watch('container');
    await until(() => current.resources.snapshot.connection.state === 'connected');
    const before = fake.requests.length;
    await current.engine();
    assert.equal(fake.requests.length, before);
  });

  it('finds the engine again after it was away', async () => {
    await current.engine();
    fake.stop();
    await assert.rejects(current.engine(), (error) => EngineError.is(error, 'socketMissing'));
    await fake.start();
    assert.deepEqual(await (await current.engine()).containers.list(), []);
  });

  it('stops waiting when told to', async () => {
    fake.intercept = () => true;
    const controller = new AbortController();
    const waiting = current.engine(controller.signal);
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(waiting, isAbort);
    await assert.rejects(current.engine(AbortSignal.abort()), isAbort);
  });

  it('goes to the other engine when the setting changes', async () => {
    fake.state.addContainer('first');
    second.state.addContainer('second');
    current.resources.watch('container');
    const names = () => [...(current.resources.snapshot.container?.values() ?? [])].map((row) => row.name).join();
    await until(() => names() === 'first');
    let changes = 0;
    current.onDidChangeEngine(() => {
      changes += 1;
    });
    setting = `unix://${second.socketPath}`;
    current.reset();
    await until(() => names() === 'second');
    assert.ok(changes > 0);
    assert.equal(current.label, setting);
    await until(() => fake.openConnections === 0);
  });

  it('follows the current context of the docker CLI', async () => {
    setting = '';
    writeContext('one', fake.socketPath);
    await current.engine();
    assert.equal(current.label, 'one');
    let changed = false;
    current.onDidChangeEngine(() => {
      changed = true;
    });
    writeContext('two', second.socketPath);
    await until(() => changed);
    await current.engine();
    assert.equal(current.label, 'two');
  });

  it('does not mind a change of the config that changes nothing for it', async () => {
    writeContext('one', second.socketPath);
    const engine = await current.engine();
    writeContext('two', second.socketPath);
    await pause(100);
    assert.equal(await current.engine(), engine);
  });

  it('uses another known socket only when the default one does not answer', async () => {
    setting = '';
    env['XDG_RUNTIME_DIR'] = fake.folder;
    await current.engine();
    assert.equal(current.label, 'Docker (rootless)');
    env['DOCKER_HOST'] = `unix://${fake.folder}/none.sock`;
    current.reset();
    await assert.rejects(current.engine(), (error) => EngineError.is(error, 'socketMissing'));
  });
});

async function until(isTrue: () => boolean, within = 2000): Promise<void> {
  const started = Date.now();
  while (!isTrue()) {
    if (Date.now() - started > within) throw new Error(`not within ${within} ms: ${isTrue}`);
    await pause(5);
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
