import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../../../../src/core/engine/errors.js';
import type { LogEvent } from '../../../../src/core/logs/follow.js';
import { type LogOwner, terminalPrinter } from '../../../../src/core/logs/print.js';
import { LogPump } from '../../../../src/core/logs/pump.js';

const time = '2026-11-20T05:06:07.123456789Z';
const owner: LogOwner = { prefix: '', color: 36 };

const lines = (texts: readonly string[], old = false, ended = true): LogEvent => ({
  kind: 'lines',
  old,
  lines: texts.map((text) => ({ stream: 'stdout', bytes: Buffer.from(`${time} ${text}`), ended })),
});

async function* streamOf(...events: readonly LogEvent[]): AsyncGenerator<LogEvent> {
  yield* events;
}

async function pump(events: AsyncIterable<LogEvent>, timestamps = false): Promise<string[]> {
  const writes: string[] = [];
  await new LogPump(terminalPrinter({ timestamps }), (text) => writes.push(text)).run([{ owner, events }]);
  return writes;
}

const visible = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, '');

describe('a log on its way to a terminal', () => {
  it('is written in few batches', async () => {
    const writes = await pump(streamOf(...Array.from({ length: 500 }, (_, i) => lines([`line ${i}`]))));
    assert.ok(writes.length < 5, `${writes.length} writes`);
    assert.equal(writes.join('').split('\r\n').length, 501);
  });

  it('shows times when asked', async () =>
    assert.equal(visible((await pump(streamOf(lines(['a'])), true)).join('')), `${time} a\r\n`));

  it('says what happened on lines of their own', async () => {
    const events = streamOf(
      lines(['half'], false, false),
      { kind: 'stopped', exitCode: 1 },
      { kind: 'started', again: true },
      lines(['on\r']),
      { kind: 'lost' },
      { kind: 'removed' },
    );
    assert.equal(
      visible((await pump(events)).join('')),
      'half\r\n… stopped with exit code 1\r\n… restarted\r\non\r\n' +
        '… the engine does not answer; the log goes on when it is back\r\n… the container was removed\r\n',
    );
  });

  it('ends with the reason when it cannot be read', async () => {
    async function* failing(): AsyncGenerator<LogEvent> {
      yield lines(['a']);
      throw new EngineError('logsUnreadable', 'driver \u001b]52;c;x\u0007none');
    }
    assert.equal(visible((await pump(failing())).join('')), 'a\r\nlogsUnreadable: driver  ]52;c;x none\r\n');
  });

  it('drops the oldest unseen lines of a flood and counts every one', async () => {
    const flood = Array.from({ length: 400 }, (_, i) =>
      lines(Array.from({ length: 100 }, (_, j) => line(i * 100 + j))),
    );
    const text = (await pump(streamOf(...flood))).join('');
    const skipped = [...text.matchAll(/… ([\d,]+) lines skipped/g)].map(([, n = '']) => Number(n.replaceAll(',', '')));
    const shown = [...text.matchAll(/line (\d+)/g)].map(([, n]) => Number(n));
    assert.equal(shown.length + skipped.reduce((sum, n) => sum + n, 0), 40_000);
    assert.ok(text.length < 3_000_000, `${text.length}`);
    assert.equal(shown.at(-1), 39_999);
    assert.deepEqual(
      shown,
      [...shown].sort((a, b) => a - b),
    );
  });

  it('drops nothing of what was there before, and makes the sender wait instead', async () => {
    let sent = 0;
    let mostAhead = 0;
    let written = 0;
    async function* old(): AsyncGenerator<LogEvent> {
      for (; sent < 30_000; sent += 100) {
        mostAhead = Math.max(mostAhead, sent - written);
        yield lines(
          Array.from({ length: 100 }, (_, j) => line(sent + j)),
          true,
        );
      }
      yield* Array.from({ length: 200 }, (_, i) =>
        lines(Array.from({ length: 100 }, (_, j) => line(30_000 + i * 100 + j))),
      );
    }
    const seen: number[] = [];
    const write = (text: string) => {
      for (const [, n] of text.matchAll(/line (\d+)/g)) seen.push(Number(n));
      written = seen.length;
    };
    await new LogPump(terminalPrinter({ timestamps: false }), write).run([{ owner, events: old() }]);
    assert.deepEqual(
      seen.slice(0, 30_000),
      Array.from({ length: 30_000 }, (_, i) => i),
    );
    assert.ok(mostAhead < 12_000, `${mostAhead}`);
  });

  it('shows several logs together, each with its name', async () => {
    const writes: string[] = [];
    const named = (prefix: string): LogOwner => ({ prefix, color: 36 });
    await new LogPump(terminalPrinter({ timestamps: false }), (text) => writes.push(text)).run([
      { owner: named('api'), events: streamOf(lines(['\u001b[31mred'])) },
      { owner: named('db\u001b]0;x\u0007'), events: streamOf(lines(['ready'])) },
    ]);
    assert.equal(visible(writes.join('')), 'api | red\r\ndb ]0;x | ready\r\n');
    assert.ok(writes.join('').includes('red\u001b[0m\r\n'));
  });

  it('writes the first line at once', async () => {
    const writes: string[] = [];
    async function* slow(): AsyncGenerator<LogEvent> {
      yield lines(['a']);
      // A timer of the shortest time that was set later: whatever waits for a batch comes after it.
      await wait(1);
      assert.equal(writes.length, 1);
    }
    await new LogPump(terminalPrinter({ timestamps: false }), (text) => writes.push(text)).run([
      { owner, events: slow() },
    ]);
    assert.equal(writes.length, 1);
  });
});

const line = (n: number) => `line ${String(n).padStart(6, '0')} ${'x'.repeat(80)}`;
