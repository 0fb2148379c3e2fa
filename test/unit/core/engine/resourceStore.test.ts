import assert from 'node:assert/strict';
import net from 'node:net';
import { DockerodeEngine } from '../../../../src/core/engine/dockerodeEngine.js';
import { EngineFinder } from '../../../../src/core/engine/engineFinder.js';
import { ResourceStore, type StoreTimes } from '../../../../src/core/engine/resourceStore.js';
import type { SnapshotChange } from '../../../../src/core/engine/resources.js';
import { realSurroundings } from '../../../../src/core/engine/surroundings.js';
import { FakeEngine } from '../../../support/fakeEngine.js';
import { ReplaceableServer } from '../../../support/replaceableServer.js';

describe('ResourceStore', () => {
  let fake: FakeEngine;
  let store: ResourceStore;
  let changes: SnapshotChange[];

  beforeEach(async () => {
    fake = await new FakeEngine().start();
    store = openStore();
  });
  afterEach(() => {
    store.dispose();
    fake.dispose();
  });

  function openStore(times: Partial<StoreTimes> = {}): ResourceStore {
    const finder = new EngineFinder({
      surroundings: { ...realSurroundings(), env: {}, home: fake.folder },
      setting: () => `unix://${fake.socketPath}`,
      createEngine: async (endpoint) => new DockerodeEngine(endpoint, { answerWithin: 300 }),
    });
    const opened = new ResourceStore(finder, { idleAfter: 50, rest: 20, ...times });
    changes = [];
    opened.onDidChange((change) => changes.push(change));
    return opened;
  }

  const names = () => [...(store.snapshot.container?.values() ?? [])].map((row) => row.name);
  const lists = () => fake.count('GET /containers/json');
  const connection = () => store.snapshot.connection;

  it('does nothing until somebody watches', async () => {
    await pause(50);
    assert.deepEqual(fake.requests, []);
    assert.equal(connection().state, 'idle');
  });

  it('lists each watched kind once, and then changes single rows by event', async () => {
    const one = fake.state.addContainer('one');
    fake.state.addContainer('two');
    store.watch('container');
    await until(() => names().length === 2);
    assert.deepEqual(fake.requests, ['GET /_ping', 'GET /events', 'GET /containers/json']);
    const two = [...(store.snapshot.container?.values() ?? [])].find((row) => row.name === 'two');
    changes.length = 0;
    one.name = 'uno';
    fake.state.emitFor(one, 'rename');
    await until(() => names().includes('uno'));
    assert.deepEqual(changes, [{ connection: false, container: new Set([one.id]) }]);
    assert.equal(store.snapshot.container?.get(two?.id ?? ''), two, 'an untouched row stays the same object');
    const fetched = lists();
    for (let i = 0; i < 20; i += 1) fake.state.emitFor(one, `health_status: healthy`);
    await pause(80);
    assert.ok(lists() - fetched <= 3, 'events of one container are fetched together');
  });

  it('asks for the images when it knows the containers', async () => {
    const unanswered: (() => void)[] = [];
    fake.intercept = (_request, response, path) => {
      if (path !== '/containers/json') return false;
      return unanswered.push(() => response.end('[]')) > 0;
    };
    store.dispose();
    store = openStore({ imagesWithin: 60_000 });
    store.watch('container');
    store.watch('image');
    await until(() => unanswered.length === 1);
    await pause(30);
    assert.equal(fake.count('GET /images/json'), 0);
    unanswered[0]?.();
    await until(() => store.snapshot.image !== undefined);
  });

  it('gives the window time to draw the containers before it asks for the images', async () => {
    store.dispose();
    store = openStore({ drawing: 60_000 });
    store.watch('container');
    store.watch('image');
    await until(() => store.snapshot.container !== undefined);
    await pause(30);
    assert.equal(fake.count('GET /images/json'), 0);
  });

  it('shows images also without the containers', async () => {
    fake.intercept = (_request, _response, path) => path === '/containers/json';
    store.dispose();
    store = openStore({ imagesWithin: 30 });
    store.watch('container');
    store.watch('image');
    await until(() => store.snapshot.image !== undefined);
    assert.equal(store.snapshot.container, undefined);
  });

  it('shows images at once where nobody watches containers', async () => {
    store.dispose();
    store = openStore({ imagesWithin: 60_000 });
    store.watch('image');
    await until(() => store.snapshot.image !== undefined);
  });

  for (const { action, from, to } of [
    { action: 'unpause', from: 'paused', to: 'running' },
    { action: 'die', from: 'running', to: 'exited' },
    { action: 'stop', from: 'running', to: 'exited' },
  ] as const)
    it(`looks again after ${action}, which engines tell before they list it`, async () => {
      const one = fake.state.addContainer('one', { state: from });
      store.watch('container');
      await until(() => names().length === 1);
      fake.state.emitFor(one, action);
      await pause(60);
      one.state = to;
      await until(() => store.snapshot.container?.get(one.id)?.state === to);
    });

  it('looks again after a network was connected, for its address', async () => {
    const one = fake.state.addContainer('one');
    store.watch('container');
    await until(() => names().length === 1);
    fake.state.emit('network', 'connect', 'n', { container: one.id });
    await pause(60);
    const before = lists();
    await until(() => lists() > before);
  });

  it('does not ask for anything after what changes no row', async () => {
    const one = fake.state.addContainer('one');
    store.watch('container');
    await until(() => names().length === 1);
    const before = fake.requests.length;
    for (const action of ['exec_create: sh', 'exec_start: sh', 'exec_die', 'top', 'resize'])
      fake.state.emitFor(one, action);
    await pause(80);
    assert.equal(fake.requests.length, before);
  });

  it('shows an event while a storm of others goes on', async () => {
    store.dispose();
    store = openStore({ rest: 50 });
    const noisy = fake.state.addContainer('noisy');
    store.watch('container');
    await until(() => names().length === 1);
    const storm = setInterval(() => fake.state.emitFor(noisy, 'health_status: healthy'), 10);
    try {
      await pause(300);
      fake.state.addContainer('quiet');
      await until(() => names().includes('quiet'));
    } finally {
      clearInterval(storm);
    }
  });

  it('lists anew when very many change at once', async () => {
    store.watch('container');
    await until(() => store.snapshot.container !== undefined);
    for (let i = 0; i < 300; i += 1) fake.state.addContainer(`c${i}`);
    await until(() => names().length === 300);
    assert.ok(lists() < 8, `${lists()} lists`);
  });

  it('moves a tag from one image to another', async () => {
    const [old, fresh] = [fake.state.addImage('app:1'), fake.state.addImage()];
    store.watch('image');
    await until(() => store.snapshot.image?.size === 2);
    old.tags.pop();
    fresh.tags.push('app:1');
    fake.state.emit('image', 'tag', fresh.id, { name: 'app:1' });
    await until(() => store.snapshot.image?.get(old.id)?.tags.length === 0);
    assert.deepEqual(store.snapshot.image?.get(fresh.id)?.tags, ['app:1']);
  });

  it('shows an odd row as one bad row', async () => {
    fake.state.addContainer('good');
    fake.state.addContainer('odd', { row: { Names: 5, Ports: 'none', Labels: null, Mounts: [null] } });
    fake.state.addContainer('nameless', { row: { Id: undefined } });
    store.watch('container');
    await until(() => store.snapshot.container?.size === 3);
    const problems = [...(store.snapshot.container?.values() ?? [])].map((row) => row.problem);
    assert.equal(problems[0], undefined);
    assert.match(problems[1] ?? '', /Names is not a list of texts; Ports is not a list; Mounts\[0\] is not an object/);
    assert.match(problems[2] ?? '', /Id is missing/);
  });

  it('closes its connection when nobody watches for a moment, and lists anew for the next', async () => {
    fake.state.addContainer('one');
    const watching = store.watch('container');
    await until(() => names().length === 1);
    watching.dispose();
    store.watch('container').dispose();
    assert.equal(fake.streams.size, 1);
    await until(() => fake.streams.size === 0 && fake.openConnections === 0);
    assert.equal(connection().state, 'idle');
    fake.state.addContainer('two');
    store.watch('container');
    assert.deepEqual(names(), ['one'], 'what was known stays until the list is there');
    await until(() => names().length === 2);
  });

  it('keeps a kind that nobody watches asleep', async () => {
    store.watch('image');
    const watching = store.watch('container');
    await until(() => store.snapshot.container !== undefined);
    watching.dispose();
    const before = lists();
    fake.state.addContainer('one');
    await pause(60);
    assert.equal(lists(), before);
    store.watch('container');
    await until(() => names().length === 1);
  });

  describe('when the engine goes', () => {
    beforeEach(async () => {
      fake.state.addContainer('one');
      store.watch('container');
      await until(() => names().length === 1);
    });

    it('says so at once and comes back by itself with one list', async () => {
      fake.stop();
      await until(() => connection().state === 'failed', 150);
      await pause(400);
      assert.equal(connection().state === 'failed' && failure(), 'socketMissing');
      fake.state.containers.clear();
      fake.state.addContainer('after');
      fake.requests.length = 0;
      await fake.start();
      await until(() => connection().state === 'connected', 1000);
      await until(() => names().join() === 'after');
      assert.equal(lists(), 1);
      assert.equal(fake.count('GET /events'), 1);
      assert.equal(fake.streams.size, 1);
    });

    it('notices a daemon that leaves its event stream open while it ends', async () => {
      fake.stopListening();
      await until(() => connection().state === 'failed', 500);
      assert.equal(failure(), 'socketMissing');
    });

    it('notices by its watchdog what no file tells', async () => {
      store.dispose();
      store = openStore({ watchdogEvery: 50 });
      store.watch('container');
      await until(() => names().length === 1);
      fake.intercept = () => true;
      await until(() => connection().state === 'failed', 1500);
      assert.equal(failure(), 'silent');
    });

    it('reports a list that cannot be read, and reads it later', async () => {
      let broken = true;
      fake.intercept = (_request, response, path) => {
        if (!broken || path !== '/containers/json') return false;
        response.writeHead(500).end('{"message":"disk is gone"}');
        return true;
      };
      store.refresh();
      await until(() => connection().state === 'failed');
      assert.equal(failure(), 'engineFailed');
      broken = false;
      store.refresh();
      await until(() => connection().state === 'connected');
    });

    it('drops what an old connection still answers', async () => {
      let release = () => {};
      fake.intercept = (_request, response, path) => {
        if (path !== '/containers/json') return false;
        release = () => response.end('[]');
        return true;
      };
      store.refresh();
      await until(() => lists() === 2);
      fake.intercept = () => false;
      store.restart();
      await until(() => names().length === 1);
      release();
      await pause(50);
      assert.deepEqual(names(), ['one']);
    });
  });

  it('finds an engine that starts later', async () => {
    fake.stop();
    store.watch('container');
    await until(() => connection().state === 'failed');
    assert.equal(failure(), 'socketMissing');
    await pause(500);
    await fake.start();
    await until(() => connection().state === 'connected', 1000);
  });

  it('says that an engine accepts and does not answer', async () => {
    fake.intercept = () => true;
    store.watch('container');
    await until(() => connection().state === 'failed', 1000);
    assert.equal(failure(), 'silent');
    fake.intercept = () => false;
    await until(() => connection().state === 'connected', 1000);
  });

  it('finds an engine that takes the place of a silent one while that is asked', async () => {
    fake.stop();
    const place = new ReplaceableServer(fake.socketPath);
    await place.serve(net.createServer(() => {}));
    store = openStore({ retry: () => 60_000 });
    store.watch('container');
    await until(() => connection().state === 'failed');
    store.refresh();
    await pause(50);
    await fake.start();
    await until(() => connection().state === 'connected');
    place.remove();
  });

  it('lists although the engine answers events only with the first of them', async () => {
    store.dispose();
    store = openStore({ eventsWithin: 50 });
    fake.intercept = (request, response, path) => {
      if (path !== '/events') return false;
      const send = (message: unknown) => response.write(`${JSON.stringify(message)}\n`);
      fake.state.events.on('event', send);
      request.on('close', () => fake.state.events.off('event', send));
      return true;
    };
    fake.state.addContainer('one');
    store.watch('container');
    await until(() => names().length === 1);
    fake.state.addContainer('two');
    await until(() => names().length === 2);
  });

  it('forgets all rows when another engine is meant', async () => {
    fake.state.addContainer('one');
    store.watch('container');
    await until(() => names().length === 1);
    changes.length = 0;
    store.restart();
    assert.equal(store.snapshot.container, undefined);
    assert.ok(changes.some((change) => change.container === 'all'));
    await until(() => names().length === 1);
  });

  function failure(): string | undefined {
    const state = connection();
    return state.state === 'failed' ? state.error.reason : undefined;
  }
});

async function until(isTrue: () => boolean, within = 2000): Promise<void> {
  const started = Date.now();
  while (!isTrue()) {
    if (Date.now() - started > within) throw new Error(`not within ${within} ms: ${isTrue}`);
    await pause(5);
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
