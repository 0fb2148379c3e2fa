import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAbort } from '../../../../src/core/base/errors.js';
import { CurrentEngine } from '../../../../src/core/engine/currentEngine.js';
import { DockerodeEngine } from '../../../../src/core/engine/dockerodeEngine.js';
import type { FinderOptions } from '../../../../src/core/engine/engineFinder.js';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { realSurroundings } from '../../../../src/core/engine/surroundings.js';
import { FakeEngine } from '../../../support/fakeEngine.js';
import { contextFiles } from '../../../support/fakeSurroundings.js';
import { ReplaceableServer } from '../../../support/replaceableServer.js';

describe('CurrentEngine', () => {
  let fake: FakeEngine;
  let second: FakeEngine;
  let current: CurrentEngine;
  let setting: string;
  let env: Record<string, string>;
  let createEngine: FinderOptions['createEngine'];

  beforeEach(async () => {
    [fake, second] = [await new FakeEngine().start(), await new FakeEngine().start()];
    setting = `unix://${fake.socketPath}`;
    env = {};
    createEngine = async (endpoint) => new DockerodeEngine(endpoint, { answerWithin: 200 });
    current = new CurrentEngine(
      {
        surroundings: { ...realSurroundings(), env, home: fake.folder, defaultSocket: second.socketPath },
        setting: () => setting,
        createEngine: (endpoint) => createEngine(endpoint),
      },
      { idleAfter: 50, rest: 20, retry: () => 60_000 },
    );
  });
  afterEach(() => {
    current.dispose();
    fake.dispose();
    second.dispose();
  });

  const names = () => [...(current.resources.snapshot.container?.values() ?? [])].map((row) => row.name).join();
  const isMissing = (error: unknown) => EngineError.is(error, 'socketMissing');

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
    await assert.rejects(current.engine(), isMissing);
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

  it('leaves an engine that was found too late for the setting', async () => {
    const searches: (() => void)[] = [];
    createEngine = async (endpoint) => {
      await new Promise<void>((go) => searches.push(go));
      return new DockerodeEngine(endpoint, { answerWithin: 200 });
    };
    const early = current.engine();
    await until(() => searches.length === 1);
    setting = `unix://${second.socketPath}`;
    current.reset();
    const watch = current.resources.watch('container');
    await until(() => searches.length === 2);
    searches[1]?.();
    await until(() => current.resources.snapshot.connection.state === 'connected');
    createEngine = async (endpoint) => new DockerodeEngine(endpoint, { answerWithin: 200 });
    searches[0]?.();
    const found = [await early];
    watch.dispose();
    await until(() => current.resources.snapshot.connection.state === 'idle');
    found.push(await current.engine());
    assert.deepEqual(
      found.map(({ endpoint }) => endpoint),
      Array(2).fill({ kind: 'socket', path: second.socketPath }),
    );
  });

  describe('whose engine is named by a context', () => {
    beforeEach(() => {
      setting = '';
      fake.state.addContainer('first');
      second.state.addContainer('second');
      second.stop();
    });

    it('follows the current one while somebody watches', async () => {
      writeContext('one', fake.socketPath);
      current.resources.watch('container');
      await until(() => names() === 'first');
      assert.equal(current.label, 'one');
      await second.start();
      writeContext('two', second.socketPath);
      await until(() => names() === 'second');
      assert.equal(current.label, 'two');
    });

    it('asks for the current one with each call while nobody watches', async () => {
      writeContext('one', fake.socketPath);
      await current.engine();
      await second.start();
      writeContext('two', second.socketPath);
      assert.equal((await (await current.engine()).containers.list())[0]?.name, 'second');
    });

    it('shows no rows of another one when somebody watches again', async () => {
      writeContext('one', fake.socketPath);
      const watching = current.resources.watch('container');
      await until(() => names() === 'first');
      watching.dispose();
      await until(() => current.resources.snapshot.connection.state === 'idle');
      writeContext('two', second.socketPath);
      current.resources.watch('container');
      await until(() => current.resources.snapshot.connection.state === 'failed');
      assert.equal(names(), '');
    });

    it('sees the first context of all, whose folder comes with it', async () => {
      current.resources.watch('container');
      await until(() => current.resources.snapshot.connection.state === 'failed');
      writeContext('one', fake.socketPath);
      await until(() => names() === 'first');
    });

    it('sees the context that was missing', async () => {
      writeContext('one', fake.socketPath, 'two');
      current.resources.watch('container');
      await until(() => current.resources.snapshot.connection.state === 'failed');
      await second.start();
      writeContext('two', second.socketPath);
      await until(() => names() === 'second', 1000);
    });

    it('sees that the context leads elsewhere', async () => {
      writeContext('one', fake.socketPath);
      current.resources.watch('container');
      await until(() => names() === 'first');
      await second.start();
      writeContext('one', second.socketPath);
      await until(() => names() === 'second');
    });
  });

  it('does not mind a change of the config that changes nothing for it', async () => {
    writeContext('one', second.socketPath);
    const engine = await current.engine();
    writeContext('two', second.socketPath);
    await pause(100);
    assert.equal(await current.engine(), engine);
  });

  describe('where another known socket than the default one answers', () => {
    let third: FakeEngine;
    beforeEach(() => {
      third = new FakeEngine();
      setting = '';
      env['XDG_RUNTIME_DIR'] = fake.folder;
      fake.state.addContainer('other');
      second.state.addContainer('default');
    });

    afterEach(() => third.dispose());

    it('uses it when the default one is missing, and only then', async () => {
      second.stop();
      await current.engine();
      assert.equal(current.label, 'Docker (rootless)');
      assert.equal(current.standIn, fake.socketPath);
      env['DOCKER_HOST'] = `unix://${fake.folder}/none.sock`;
      await assert.rejects(current.engine(), isMissing);
      assert.equal(current.standIn, undefined);
    });

    it('does not use it when the default one refuses', async () => {
      second.stop();
      await new ReplaceableServer(second.socketPath).abandon();
      await assert.rejects(current.engine(), (error) => EngineError.is(error, 'connectionRefused'));
    });

    it('does not use it when the default one is silent', async () => {
      second.intercept = () => true;
      await assert.rejects(current.engine(), (error) => EngineError.is(error, 'silent'));
    });

    it('does not use it when the default one is forbidden', async () => {
      if (process.getuid?.() !== 0) chmodSync(second.socketPath, 0);
      else createEngine = forbidding(second.socketPath);
      current.resources.watch('container');
      await until(() => current.resources.snapshot.connection.state === 'failed');
      const { connection } = current.resources.snapshot;
      assert.ok(connection.state === 'failed' && EngineError.is(connection.error, 'permissionDenied'));
      assert.equal(current.label, `unix://${second.socketPath}`);
    });

    it('waits for the default one when that has answered before', async () => {
      current.resources.watch('container');
      await until(() => names() === 'default');
      second.stop();
      await until(() => current.resources.snapshot.connection.state === 'failed');
      await assert.rejects(current.engine(), isMissing);
      assert.equal(current.label, `unix://${second.socketPath}`);
      await second.start();
      await until(() => current.resources.snapshot.connection.state === 'connected');
      assert.equal(fake.requests.length, 0);
    });

    it('waits for the one in use when that goes away', async () => {
      second.stop();
      await third.start();
      mkdirSync(`${fake.folder}/podman`);
      symlinkSync(third.socketPath, `${fake.folder}/podman/podman.sock`);
      await current.engine();
      fake.stop();
      await assert.rejects(current.engine(), isMissing);
      await fake.start();
      await current.engine();
      assert.equal(current.label, 'Docker (rootless)');
      assert.equal(third.requests.length, 0);
    });

    it('goes to the default one as soon as that is there', async () => {
      second.stop();
      current.resources.watch('container');
      await until(() => names() === 'other');
      await second.start();
      await until(() => names() === 'default');
      assert.equal(current.label, `unix://${second.socketPath}`);
      await until(() => fake.openConnections === 0);
    });

    it('goes to the default one with the next call when nobody watches', async () => {
      second.stop();
      await current.engine();
      await second.start();
      assert.equal((await (await current.engine()).containers.list())[0]?.name, 'default');
    });
  });
});

/** Nothing is forbidden to root, who may run this test. */
function forbidding(socket: string): FinderOptions['createEngine'] {
  return async (endpoint) => {
    const engine = new DockerodeEngine(endpoint);
    if (endpoint.kind === 'socket' && endpoint.path === socket)
      engine.ping = () => Promise.reject(new EngineError('permissionDenied', socket));
    return engine;
  };
}

async function until(isTrue: () => boolean, within = 2000): Promise<void> {
  const started = Date.now();
  while (!isTrue()) {
    if (Date.now() - started > within) throw new Error(`not within ${within} ms: ${isTrue}`);
    await pause(5);
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
