import assert from 'node:assert/strict';
import { delay } from '../../src/core/base/async.js';
import { isAbort } from '../../src/core/base/errors.js';
import type { Engine, ProcessSession } from '../../src/core/engine/engine.js';
import { EngineError, type EngineErrorReason } from '../../src/core/engine/errors.js';
import type { ContainerSpec, EngineEvent, LogOptions } from '../../src/core/engine/models.js';
import { base, type ContractEngine, contractEngines, other, prefix } from '../support/contractEngine.js';

for (const [name, connect] of Object.entries(contractEngines)) {
  (connect ? describe : describe.skip)(`Engine contract: ${name}`, () => {
    let contract: ContractEngine;
    let engine: Engine;
    before(async () => {
      if (!connect) return;
      contract = await connect();
      engine = contract.engine;
    });
    after(() => contract.dispose());

    const made: string[] = [];
    afterEach(async () => {
      for (const id of made.splice(0)) await engine.containers.remove(id, { force: true }).catch(ignoreMissing);
    });

    async function create(
      label: string,
      command: readonly string[],
      more: Partial<ContainerSpec> = {},
    ): Promise<string> {
      const { id } = await engine.containers.create({ image: base, name: `${prefix}-${label}`, command, ...more });
      made.push(id);
      return id;
    }

    async function start(
      label: string,
      command: readonly string[],
      more: Partial<ContainerSpec> = {},
    ): Promise<string> {
      const id = await create(label, command, more);
      await engine.containers.start(id);
      return id;
    }

    const sleep = ['sleep', '100'];

    it('answers, and agrees on a version', async () => {
      await engine.ping();
      const version = await engine.version();
      assert.equal(version.os, 'linux');
      assert.match(version.negotiated, /^1\.\d+$/);
      assert.equal((await engine.info())['Containers'], (await engine.containers.list()).length);
    });

    it('lists a container in each of its states', async () => {
      const polite = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];
      const id = await create('states', polite, { labels: { one: 'two' } });
      const state = async () => (await engine.containers.find(id))?.state;
      const row = await engine.containers.find(id);
      assert.deepEqual(
        { name: row?.name, image: row?.image, state: row?.state, label: row?.labels['one'], problem: row?.problem },
        { name: `${prefix}-states`, image: base, state: 'created', label: 'two', problem: undefined },
      );
      await engine.containers.start(id);
      assert.equal(await state(), 'running');
      await engine.containers.pause(id);
      assert.equal(await state(), 'paused');
      await engine.containers.unpause(id);
      assert.equal(await state(), 'running');
      await engine.containers.restart(id);
      assert.equal(await state(), 'running');
      await engine.containers.stop(id, { graceSeconds: 0 });
      const stopped = await engine.containers.find(id);
      assert.equal(stopped?.state, 'exited');
      assert.equal(stopped?.exitCode, 137);
      await engine.containers.remove(id);
      assert.equal(await engine.containers.find(id), undefined);
    }).timeout(30_000);

    it('tells since when a container runs, or runs no longer', async () => {
      const id = await create('since', sleep);
      const ageOf = async () => Date.now() - ((await engine.containers.find(id))?.since ?? Number.NaN);
      assert.ok(Number.isNaN(await ageOf()));
      await engine.containers.start(id);
      await delay(2000);
      const running = await ageOf();
      assert.ok(running >= 1000 && running < 10_000, `started ${running} ms ago`);
      await engine.containers.kill(id, 'SIGKILL');
      await engine.containers.wait(id);
      const ended = await ageOf();
      assert.ok(ended < 5000, `ended ${ended} ms ago`);
    });

    it('lists chosen containers only', async () => {
      const [one, two] = [await create('one', sleep), await create('two', sleep)];
      await create('three', sleep);
      const found = await engine.containers.list({ ids: [one, two, '0'.repeat(64)] });
      assert.deepEqual(found.map((row) => row.id).sort(), [one, two].sort());
    });

    it('renames', async () => {
      const id = await create('before', sleep);
      await engine.containers.rename(id, `${prefix}-after`);
      assert.equal((await engine.containers.find(id))?.name, `${prefix}-after`);
      const inspected = await engine.containers.inspect(id);
      assert.equal(inspected['Name'], `/${prefix}-after`);
    });

    it('lists the tag that a container was made of after the tag has moved on', async () => {
      const repository = `${prefix}-contract`;
      await engine.images.tag(base, repository, 'moving');
      const { id } = await engine.containers.create({ image: `${repository}:moving`, name: `${prefix}-moved` });
      made.push(id);
      await engine.images.tag(other, repository, 'moving');
      const row = await engine.containers.find(id);
      assert.equal(row?.image, `${repository}:moving`);
      assert.notEqual(row?.imageId, (await engine.images.inspect(`${repository}:moving`))['Id']);
    });

    it('makes a container of a whole body', async () => {
      const body = { Image: base, Cmd: sleep, Labels: { one: 'two' }, HostConfig: { AutoRemove: true } };
      const { id } = await engine.containers.createFrom(`${prefix}-whole`, body);
      made.push(id);
      const inspected = await engine.containers.inspect(id);
      assert.equal(inspected['Name'], `/${prefix}-whole`);
      assert.equal((inspected['HostConfig'] as { AutoRemove: boolean }).AutoRemove, true);
      assert.equal((await engine.containers.find(id))?.labels['one'], 'two');
    });

    it('publishes a port that the engine chooses', async () => {
      const id = await start('port', sleep, { ports: [{ containerPort: 80, protocol: 'tcp' }] });
      const port = (await engine.containers.find(id))?.ports[0];
      assert.equal(port?.containerPort, 80);
      assert.ok((port?.hostPort ?? 0) > 1024);
    });

    it('kills, and tells the exit code to who waits', async () => {
      const id = await start('kill', sleep);
      const exit = engine.containers.wait(id);
      await engine.containers.kill(id, 'SIGKILL');
      assert.equal(await exit, 137);
      assert.equal(await engine.containers.wait(id), 137);
    });

    it('stops waiting when told to', async () => {
      const id = await start('abort', sleep);
      const controller = new AbortController();
      const exit = engine.containers.wait(id, controller.signal);
      setTimeout(() => controller.abort(), 50);
      await assert.rejects(exit, isAbort);
    });

    describe('refusals', () => {
      it('nothing of that name', async () => {
        await refused('notFound', engine.containers.inspect('ls-engine-none'));
        await refused('notFound', engine.containers.start('ls-engine-none'));
        await refused('notFound', engine.containers.create({ image: 'ls-engine-none:1' }));
        await refused('notFound', engine.images.inspect('ls-engine-none'));
        await refused('notFound', engine.images.remove('ls-engine-none'));
        assert.equal(await engine.images.find(`sha256:${'0'.repeat(64)}`), undefined);
      });

      it('a name that is taken', async () => {
        await create('taken', sleep);
        await refused('nameTaken', create('taken', sleep));
        const id = await create('free', sleep);
        await refused('nameTaken', engine.containers.rename(id, `${prefix}-taken`));
      });

      it('a port that is taken', async () => {
        const id = await start('first', sleep, { ports: [{ containerPort: 80, protocol: 'tcp' }] });
        const hostPort = (await engine.containers.find(id))?.ports[0]?.hostPort ?? 0;
        const second = await create('second', sleep, { ports: [{ containerPort: 80, protocol: 'tcp', hostPort }] });
        await refused('portTaken', engine.containers.start(second));
      });

      it('what does not fit the state', async () => {
        const id = await start('conflict', sleep);
        await refused('notModified', engine.containers.start(id));
        await refused('conflict', engine.containers.remove(id));
        await engine.containers.pause(id);
        await refused('conflict', engine.containers.start(id));
        await refused('conflict', engine.containers.pause(id));
        await engine.containers.unpause(id);
        await engine.containers.kill(id);
        await engine.containers.wait(id);
        await refused('notModified', engine.containers.stop(id));
        await refused('conflict', engine.containers.kill(id));
        await refused('conflict', engine.containers.exec(id, { command: ['sh'], tty: false }));
      });
    });

    describe('logs', () => {
      const talk = ['sh', '-c', 'echo out; echo err >&2; echo end'];

      it('keeps the two streams apart', async () => {
        const id = await start('streams', talk);
        await engine.containers.wait(id);
        const { stdout, stderr } = await read({ follow: false }, id);
        assert.equal(stdout, 'out\nend\n');
        assert.equal(stderr, 'err\n');
      });

      it('gives the last lines, and those since a moment', async () => {
        const id = await start('tail', ['sh', '-c', 'for i in 1 2 3; do echo $i; sleep 0.1; done']);
        await engine.containers.wait(id);
        assert.equal((await read({ follow: false, tail: 2 }, id)).stdout, '2\n3\n');
        assert.equal((await read({ follow: false, tail: 0 }, id)).stdout, '');
        const stamped = (await read({ follow: false, timestamps: true }, id)).stdout.split('\n');
        assert.match(stamped[1] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z 2$/);
        const since = String(Date.parse((stamped[2] ?? '').slice(0, 23)) / 1000);
        assert.equal((await read({ follow: false, since }, id)).stdout, '3\n');
      });

      it('follows to the end of the container', async () => {
        const id = await start('follow', ['sh', '-c', 'echo one; sleep 0.3; echo two']);
        assert.equal((await read({ follow: true }, id)).stdout, 'one\ntwo\n');
      });

      it('stops following when told to, and when the loop is left', async () => {
        const id = await start('leave', ['sh', '-c', 'echo one; sleep 100']);
        const controller = new AbortController();
        const reading = read({ follow: true }, id, controller.signal);
        setTimeout(() => controller.abort(), 200);
        await assert.rejects(reading, isAbort);
        for await (const chunk of engine.containers.logs(id, { follow: true })) {
          assert.equal(String(Buffer.from(chunk.data)), 'one\n');
          break;
        }
      });

      it('has one stream for a terminal', async () => {
        const id = await start('tty', talk, { interactive: true });
        await engine.containers.wait(id);
        const { stdout, stderr } = await read({ follow: false }, id);
        assert.equal(stdout.replaceAll('\r', ''), 'out\nerr\nend\n');
        assert.equal(stderr, '');
      });

      async function read(options: LogOptions, id: string, signal?: AbortSignal) {
        return collect(engine.containers.logs(id, options, signal));
      }
    });

    describe('exec', () => {
      it('has two streams, an end of input and an exit code', async () => {
        const id = await start('exec', sleep);
        const session = await engine.containers.exec(id, {
          command: ['sh', '-c', 'cat; echo bye >&2; exit 3'],
          tty: false,
        });
        session.write('hello\n');
        session.endInput();
        assert.deepEqual(await collect(session.output), { stdout: 'hello\n', stderr: 'bye\n' });
        assert.equal(await session.exitCode(), 3);
      });

      it('carries a megabyte both ways', async () => {
        const id = await start('bytes', sleep);
        const session = await engine.containers.exec(id, { command: ['cat'], tty: false });
        const sent = Buffer.alloc(1_000_000, 'x');
        session.write(sent);
        session.endInput();
        assert.equal((await collect(session.output)).stdout.length, sent.length);
        assert.equal(await session.exitCode(), 0);
      });

      it('has a terminal of the size that it is told', async () => {
        const id = await start('terminal', sleep);
        const size = { rows: 11, columns: 22 };
        const session = await engine.containers.exec(id, { command: ['sh'], tty: true, size });
        const output = reader(session);
        await pause(200);
        session.write('stty size\n');
        await output.until(/11 22/);
        await session.resize({ rows: 33, columns: 44 });
        session.write('stty size\n');
        await output.until(/33 44/);
        session.write('exit 5\n');
        await output.end;
        assert.equal(await session.exitCode(), 5);
        await session.resize({ rows: 1, columns: 1 });
      });

      it('has the environment that it is told', async () => {
        const id = await start('env', sleep);
        const spec = { command: ['sh', '-c', 'echo $WORD'], tty: false, env: ['WORD=a b'] };
        const session = await engine.containers.exec(id, spec);
        assert.equal((await collect(session.output)).stdout, 'a b\n');
      });
    });

    it('attaches before the start and loses nothing, also of a container that removes itself', async () => {
      const id = await create('attach', ['sh', '-c', 'echo first; exit 7'], { interactive: true, autoRemove: true });
      const session = await engine.containers.attach(id, { tty: true });
      const output = collect(session.output);
      await engine.containers.start(id);
      assert.match((await output).stdout, /first/);
      assert.equal(await session.exitCode(), 7);
    });

    it('tells of every change as an event', async () => {
      const controller = new AbortController();
      const events = await engine.events(controller.signal);
      const id = await start('events', sleep);
      await engine.containers.rename(id, `${prefix}-renamed`);
      await engine.containers.pause(id);
      await engine.containers.unpause(id);
      await engine.containers.kill(id);
      await engine.containers.wait(id);
      await engine.containers.remove(id);
      const mine = await take(events, (event) => event.id === id && event.action === 'destroy');
      controller.abort();
      const actions = mine.filter((event) => event.id === id).map((event) => event.action);
      assert.deepEqual(actions, ['create', 'start', 'rename', 'pause', 'unpause', 'kill', 'die', 'destroy']);
      const created = mine.find((event) => event.id === id);
      assert.equal(created?.attributes['name'], `${prefix}-events`);
      assert.ok(Math.abs((created?.time ?? 0) - Date.now()) < 60_000);
    });

    it('ends events with an abort when told to', async () => {
      const controller = new AbortController();
      const events = await engine.events(controller.signal);
      setTimeout(() => controller.abort(), 50);
      await assert.rejects(
        take(events, () => false),
        isAbort,
      );
    });

    describe('images', () => {
      const repository = `${prefix}-contract`;

      it('tags, finds, and removes one tag of several', async () => {
        const { Id: id } = (await engine.images.inspect(base)) as { Id: string };
        await engine.images.tag(base, repository, 'second');
        assert.deepEqual([...((await engine.images.find(id))?.tags ?? [])].sort(), [base, `${repository}:second`]);
        const removal = await engine.images.remove(`${repository}:second`);
        assert.deepEqual(removal, { untagged: [`${repository}:second`], deleted: [] });
        assert.deepEqual((await engine.images.find(id))?.tags, [base]);
        assert.ok((await engine.images.list()).some((row) => row.id === id && row.size > 1_000_000));
      });

      it('tells of tags as events', async () => {
        const { Id: id } = (await engine.images.inspect(base)) as { Id: string };
        const controller = new AbortController();
        const events = await engine.events(controller.signal);
        await engine.images.tag(base, repository, 'third');
        await engine.images.remove(`${repository}:third`);
        const seen = await take(events, (event) => event.id === id && event.action === 'untag');
        controller.abort();
        assert.deepEqual(
          seen.filter((event) => event.id === id).map(({ type, action }) => `${type} ${action}`),
          ['image tag', 'image untag'],
        );
      });

      it('refuses what is in use or has several names', async () => {
        const { Id: id } = (await engine.images.inspect(base)) as { Id: string };
        await create('user', sleep);
        await refused('conflict', engine.images.remove(base));
        await engine.images.tag(base, `${repository}2`, 'x');
        await refused('conflict', engine.images.remove(id));
        await engine.images.remove(`${repository}2:x`);
        await refused('badRequest', engine.images.tag(base, 'Upper', 'x'));
      });

      it('has a history', async () => {
        const [layer] = await engine.images.history(base);
        assert.equal(typeof layer?.['Created'], 'number');
      });

      describe('and a registry', () => {
        const { LONGSHORE_TEST_REGISTRY: host = '', LONGSHORE_TEST_REGISTRY_USER: username = '' } = process.env;
        const password = process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '';
        const login = { username, password, serveraddress: host };
        const place = `${host}/${prefix}/pushed`;
        before(function () {
          if (name !== 'real engine' || !host) this.skip();
        });

        it('pushes and pulls with a login, and tells how far it is', async () => {
          await engine.images.tag(base, place, 'one');
          const pushed = await all(engine.images.push(`${place}:one`, { auth: login }));
          assert.ok(pushed.some(({ id, total }) => id && total));
          await engine.images.remove(`${place}:one`);
          const pulled = await all(engine.images.pull(`${place}:one`, { auth: login }));
          assert.ok(pulled.some(({ status }) => /Downloaded newer image|up to date/.test(status)));
          await engine.images.remove(`${place}:one`);
        });

        it('says why it may not', async () => {
          await engine.images.tag(base, place, 'two');
          await refused('unauthorized', all(engine.images.push(`${place}:two`, {})));
          await refused('unauthorized', all(engine.images.push(`${place}:two`, { auth: { ...login, password: 'x' } })));
          await engine.images.remove(`${place}:two`);
          await refused('unauthorized', all(engine.images.pull(`${place}:two`, {})));
          await refused('notFound', all(engine.images.pull(`${place}:none`, { auth: login })));
        });
      });

      it('says that a registry does not answer', async () => {
        await refused('registryUnreachable', all(engine.images.pull('127.0.0.1:1/x/y:z', {})));
        await refused('badRequest', all(engine.images.pull('NOT A NAME', {})));
      });
    });
  });
}

async function refused(reason: EngineErrorReason, work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error) => {
    if (!EngineError.is(error)) throw error;
    assert.equal(error.reason, reason, error.message);
    return true;
  });
}

async function collect(output: ProcessSession['output']): Promise<{ stdout: string; stderr: string }> {
  const text = { stdout: '', stderr: '' };
  for await (const { stream, data } of output) text[stream] += Buffer.from(data).toString();
  return text;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const item of items) seen.push(item);
  return seen;
}

async function take(
  events: AsyncIterable<EngineEvent>,
  isLast: (event: EngineEvent) => boolean,
): Promise<EngineEvent[]> {
  const seen: EngineEvent[] = [];
  for await (const event of events) {
    seen.push(event);
    if (isLast(event)) break;
  }
  return seen;
}

function reader(session: ProcessSession) {
  let text = '';
  const end = (async () => {
    for await (const { data } of session.output) text += Buffer.from(data).toString();
  })();
  return {
    end,
    async until(pattern: RegExp): Promise<void> {
      for (let tries = 0; !pattern.test(text); tries += 1) {
        if (tries > 100) throw new Error(`no ${pattern} in ${JSON.stringify(text)}`);
        await pause(50);
      }
    },
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function ignoreMissing(error: unknown): void {
  if (!EngineError.is(error, 'notFound', 'conflict')) throw error;
}
