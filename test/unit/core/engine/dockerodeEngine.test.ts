import assert from 'node:assert/strict';
import { isAbort } from '../../../../src/core/base/errors.js';
import { DockerodeEngine } from '../../../../src/core/engine/dockerodeEngine.js';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { FakeEngine, type FakeEngineOptions } from '../../../support/fakeEngine.js';
import { waitFor } from '../../../support/waitFor.js';

describe('DockerodeEngine', () => {
  let fake: FakeEngine;
  let engine: DockerodeEngine;
  afterEach(() => {
    engine.dispose();
    fake.dispose();
  });

  async function open(options: FakeEngineOptions = {}): Promise<void> {
    fake = await new FakeEngine(options).start();
    engine = new DockerodeEngine(fake.endpoint, { answerWithin: 200 });
  }

  const unsupported = (error: unknown) => EngineError.is(error, 'apiVersionUnsupported');

  it('speaks a version that the engine takes, old or new', async () => {
    for (const options of [
      {},
      { apiVersion: '1.44', minApiVersion: '1.44' },
      { apiVersion: '1.60', minApiVersion: '1.44' },
    ]) {
      await open(options);
      assert.deepEqual(await engine.containers.list(), []);
      fake.dispose();
    }
  });

  it('says so where no version fits', async () => {
    await open({ apiVersion: '1.38' });
    await assert.rejects(engine.containers.list(), unsupported);
    fake.dispose();
    await open({ apiVersion: '1.60', minApiVersion: '1.55' });
    await assert.rejects(engine.containers.list(), unsupported);
    await assert.rejects(engine.version(), unsupported);
  });

  it('agrees anew when the engine behind the socket is another one', async () => {
    await open({ apiVersion: '1.41' });
    await engine.ping();
    fake.options = { apiVersion: '1.60', minApiVersion: '1.44' };
    await engine.ping();
    assert.deepEqual(await engine.containers.list(), []);
  });

  it('speaks the pinned version and no other', async () => {
    await open({ apiVersion: '1.47' });
    const urls: (string | undefined)[] = [];
    fake.intercept = ({ url }) => urls.push(url) < 0;
    engine = new DockerodeEngine(fake.endpoint, { pinned: '1.43' });
    await engine.ping();
    await engine.containers.list();
    assert.match(urls.at(-1) ?? '', /^\/v1\.43\/containers/);
    engine = new DockerodeEngine(fake.endpoint, { pinned: '1.48' });
    await assert.rejects(engine.containers.list(), (error) => EngineError.is(error, 'apiVersionPinned'));
  });

  it('sends the headers it is given with every call', async () => {
    await open();
    const seen: unknown[] = [];
    fake.intercept = ({ headers }) => seen.push(headers['x-team']) < 0;
    engine = new DockerodeEngine(fake.endpoint, { headers: { 'X-Team': 'harbour' } });
    await engine.ping();
    await engine.containers.list();
    await engine.events(AbortSignal.timeout(1000));
    assert.deepEqual(seen, ['harbour', 'harbour', 'harbour']);
  });

  it('uses its connection again, and closes it in the end', async () => {
    await open();
    for (let i = 0; i < 5; i += 1) await engine.containers.list();
    assert.equal(fake.openConnections, 1);
    engine.dispose();
    await pause(20);
    assert.equal(fake.openConnections, 0);
  });

  it('lets what is under way end after it is disposed', async () => {
    await open();
    const { id } = fake.state.addContainer('one', {
      spec: { command: ['sh', '-c', 'sleep 0.1; exit 3'], tty: false, env: [] },
    });
    await engine.containers.start(id);
    const exit = engine.containers.wait(id);
    await pause(20);
    engine.dispose();
    assert.equal(await exit, 3);
    await pause(20);
    assert.equal(fake.openConnections, 0);
  });

  it('proves life over a new connection each time', async () => {
    await open();
    await engine.containers.list();
    fake.stopListening();
    await assert.rejects(engine.ping(), (error) => EngineError.is(error, 'socketMissing'));
  });

  it('ends a call with its signal, at any stage', async () => {
    await open();
    await assert.rejects(engine.containers.list({}, AbortSignal.abort()), isAbort);
    await engine.ping();
    fake.intercept = (_request, response, path) => {
      if (path === '/containers/json') response.write('[');
      return true;
    };
    const before = new AbortController();
    const within = new AbortController();
    const waiting = engine.info(before.signal);
    const reading = engine.containers.list({}, within.signal);
    setTimeout(() => [before, within].map((one) => one.abort()), 50);
    await assert.rejects(waiting, isAbort);
    await assert.rejects(reading, isAbort);
  });

  it('shares a signal among many calls without a warning', async () => {
    await open();
    engine = new DockerodeEngine(fake.endpoint);
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 30 }, () => engine.containers.list({}, signal)));
    await pause(10);
    process.off('warning', note);
    assert.deepEqual(warnings, []);
  });

  it('does not let one caller end the question that others share', async () => {
    await open();
    const controller = new AbortController();
    const first = engine.version(controller.signal);
    const second = engine.version();
    controller.abort();
    await assert.rejects(first, isAbort);
    assert.equal((await second).os, 'linux');
  });

  it('takes odd answers for what they are', async () => {
    await open();
    await engine.ping();
    const answer = (text: string, status = 200) => {
      fake.intercept = (_request, response) => {
        response.writeHead(status).end(text);
        return true;
      };
    };
    answer('null');
    assert.deepEqual(await engine.containers.list(), []);
    answer('<html>');
    await assert.rejects(engine.containers.list(), (error) => EngineError.is(error, 'notAnEngine'));
    answer('plain words', 500);
    await assert.rejects(
      engine.containers.list(),
      (error) => EngineError.is(error, 'engineFailed') && error.detail === 'plain words',
    );
    answer('{"message":"x"}', 418);
    await assert.rejects(engine.containers.start('x'), (error) => EngineError.is(error, 'engineFailed'));
  });

  it('says that an engine went away within an answer', async () => {
    await open();
    await engine.ping();
    fake.intercept = (_request, response) => {
      response.write('[');
      setTimeout(() => fake.dropConnections(), 20);
      return true;
    };
    await assert.rejects(engine.containers.list(), (error) => EngineError.is(error, 'connectionLost'));
  });

  it('reads a pull line by line and throws what stands in a line', async () => {
    await open();
    await engine.ping();
    fake.intercept = (_request, response) => {
      response.write('{"status":"Pulling","id":"a","progressDetail":{"current":1,"total":2}}\n');
      response.end('{"errorDetail":{"message":"denied: requested access to the resource is denied"},"error":"x"}\n');
      return true;
    };
    const seen: unknown[] = [];
    const pull = async () => {
      for await (const line of engine.images.pull('x', {})) seen.push(line);
    };
    await assert.rejects(pull(), (error) => EngineError.is(error, 'unauthorized'));
    assert.deepEqual(seen, [{ status: 'Pulling', id: 'a', current: 1, total: 2 }]);
  });

  it('tells a terminal its size until the engine takes it', async () => {
    await open();
    fake.state.addImage('busybox:latest');
    const { id } = await engine.containers.create({ image: 'busybox', command: ['sleep', '5'] });
    await engine.containers.start(id);
    const asked: (string | undefined)[] = [];
    fake.intercept = ({ url }, response) => {
      if (!url?.includes('/resize')) return false;
      asked.push(url.slice(url.indexOf('?')));
      if (asked.length > 2) return false;
      response.writeHead(409, { 'content-type': 'application/json' }).end('{"message":"not running yet"}');
      return true;
    };
    const session = await engine.containers.exec(id, { command: ['cat'], tty: true, size: { rows: 11, columns: 22 } });
    await waitFor('the size', () => asked.length === 3);
    session.dispose();
    assert.deepEqual(new Set(asked), new Set(['?h=11&w=22']));
  });
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
