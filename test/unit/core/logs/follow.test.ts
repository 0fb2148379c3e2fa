import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { EngineError } from '../../../../src/core/engine/errors.js';
import { type FollowOptions, followLog, type LogEvent } from '../../../../src/core/logs/follow.js';
import { textOf } from '../../../../src/core/logs/lines.js';
import { FakeLog, settle } from '../../../support/fakeLog.js';

describe('following a log', () => {
  let log: FakeLog;
  let controller: AbortController;
  let seen: string[];
  let ended: Promise<unknown>;

  beforeEach(() => {
    log = new FakeLog();
    controller = new AbortController();
    seen = [];
  });

  afterEach(async () => {
    controller.abort();
    await ended;
    assert.equal(log.open, 0, 'a stream is still open');
    assert.equal(log.watches, 0, 'a watch is still open');
  });

  function follow(options: FollowOptions = {}) {
    const read = async () => {
      for await (const event of followLog(log, 'id', options, controller.signal)) seen.push(...print(event));
      seen.push('end');
    };
    ended = read().catch((error: unknown) => error);
    return settle();
  }

  it('shows what was, then what comes', async () => {
    log.start();
    log.write('one', 'two', 'three');
    await follow({ tail: 2 });
    log.write('four');
    await settle();
    assert.deepEqual(seen, ['two', 'three', 'four']);
  });

  it('goes on after a restart where it was, without a gap and without a line twice', async () => {
    log.start();
    log.write('one', 'two');
    await follow();
    log.stop(137);
    await settle();
    log.start();
    log.write('three', 'four');
    await settle();
    assert.deepEqual(seen, ['one', 'two', '-stopped 137', '-started again', 'three', 'four']);
    assert.equal(log.asked[1]?.since?.length, '1795000000.002000002'.length);
  });

  it('does not lose or repeat lines that have the same time', async () => {
    log.start();
    log.write('before');
    log.writeAtOnce('a', 'b', 'c');
    await follow();
    log.stop(0);
    log.start();
    await settle();
    log.write('d');
    await settle();
    assert.deepEqual(
      seen.filter((line) => !line.startsWith('-')),
      ['before', 'a', 'b', 'c', 'd'],
    );
  });

  it('reads runs that began and ended while nobody looked', async () => {
    log.start();
    log.write('one');
    await follow();
    log.stop(1);
    log.start();
    log.write('two');
    log.stop(2);
    await settle();
    assert.deepEqual(seen, ['one', 'two', '-started again', '-stopped 2']);
  });

  it('shows the log of a stopped container, and says how it ended', async () => {
    log.start();
    log.write('bye');
    log.stop(3);
    await follow();
    assert.deepEqual(seen, ['bye', '-stopped 3']);
  });

  it('waits for the first start', async () => {
    log.create();
    await follow();
    log.start();
    log.write('hello');
    await settle();
    assert.deepEqual(seen, ['-neverStarted', '-started', 'hello']);
  });

  it('says when the container is removed, and ends', async () => {
    log.start();
    log.write('one');
    log.stop(0);
    await follow();
    log.remove();
    await settle();
    assert.deepEqual(seen, ['one', '-stopped 0', '-removed', 'end']);
  });

  for (const [words, reason] of [
    ['when the engine is back', 'socketMissing'],
    ['when an engine that starts has broken calls off', 'notAnEngine'],
  ] as const)
    it(`goes on ${words}`, async () => {
      log.start();
      log.write('one');
      await follow();
      log.goAway(reason);
      await settle();
      log.comeBack();
      log.write('two');
      await settle(500);
      assert.deepEqual(seen, ['one', '-lost', 'two']);
    });

  it('reads what was written before the container ended while the engine was away', async () => {
    log.start();
    log.write('one');
    await follow();
    log.goAway();
    await settle();
    log.write('two');
    log.stop(137);
    log.comeBack();
    await settle(500);
    assert.deepEqual(seen, ['one', '-lost', 'two', '-stopped 137']);
  });

  it('leaves nothing behind of its looks for an engine that stays away', async () => {
    log.start();
    await follow();
    log.goAway();
    await settle();
    const listening = () => getEventListeners(controller.signal, 'abort').length;
    const before = listening();
    for (let look = 0; look < 3; look += 1) {
      log.goAway();
      await settle();
    }
    assert.equal(listening(), before);
  });

  it('passes on why a log cannot be read', async () => {
    log.start();
    log.read = async function* () {
      yield* [];
      throw new EngineError('logsUnreadable', 'none');
    };
    await follow();
    assert.ok(EngineError.is(await ended, 'logsUnreadable'));
  });

  it('knows the lines that were there before', async () => {
    log.start();
    log.write('one', 'two');
    const ages: boolean[] = [];
    const events = followLog(log, 'id', { tail: 2 }, controller.signal);
    ended = (async () => {
      for await (const event of events) if (event.kind === 'lines') ages.push(event.old);
    })().catch(() => {});
    await settle();
    assert.deepEqual(ages, [true, true]);
  });
});

function print(event: LogEvent): string[] {
  if (event.kind === 'lines') return event.lines.map((line) => textOf(line).text);
  const detail =
    event.kind === 'stopped' ? ` ${event.exitCode}` : event.kind === 'started' && event.again ? ' again' : '';
  return [`-${event.kind}${detail}`];
}
