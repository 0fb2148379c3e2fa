import assert from 'node:assert/strict';
import type { OutputChunk } from '../../../../src/core/engine/models.js';
import { LineReader, type LogLine, textOf, timeOf } from '../../../../src/core/logs/lines.js';

const chunk = (text: string | Buffer, stream: OutputChunk['stream'] = 'stdout'): OutputChunk => ({
  stream,
  data: typeof text === 'string' ? Buffer.from(text) : text,
});
const shown = (lines: readonly LogLine[]) =>
  lines.map((line) => `${line.stream === 'stderr' ? '!' : ''}${textOf(line).text}${line.ended ? '$' : ''}`);
const time = '2026-11-20T05:06:07.123456789Z';

describe('lines of a log', () => {
  it('are cut wherever the chunks are cut, even inside a character', () => {
    const bytes = Buffer.from('하나\n두울\n\nend');
    for (let size = 1; size < bytes.length; size += 1) {
      const reader = new LineReader();
      const lines: LogLine[] = [];
      for (let at = 0; at < bytes.length; at += size) lines.push(...reader.push(chunk(bytes.subarray(at, at + size))));
      assert.deepEqual(shown([...lines, ...reader.end()]), ['하나$', '두울$', '$', 'end']);
    }
  });

  it('are kept apart by stream', () => {
    const reader = new LineReader();
    const lines = [chunk('a'), chunk('x\n', 'stderr'), chunk('b\n'), chunk('y', 'stderr')].flatMap((part) =>
      reader.push(part),
    );
    assert.deepEqual(shown([...lines, ...reader.end()]), ['!x$', 'ab$', '!y']);
  });

  it('without an end do not fill the memory', () => {
    const reader = new LineReader();
    const part = chunk(Buffer.alloc(60_000, 'x'));
    const pieces = Array.from({ length: 100 }, () => reader.push(part)).flat();
    assert.ok(pieces.length >= 15, `${pieces.length}`);
    assert.ok(pieces.every((piece) => !piece.ended));
  });

  it('give the time that the engine wrote before them', () => {
    const [line] = new LineReader().push(chunk(`${time} hello\n`));
    assert.ok(line);
    assert.equal(timeOf(line), time);
    assert.deepEqual(textOf(line), { time, text: 'hello' });
  });

  it('keep text that only looks like a time', () => {
    const [line] = new LineReader().push(chunk('2026-11-20 hello\n'));
    assert.deepEqual(line && textOf(line), { time: '', text: '2026-11-20 hello' });
  });

  it('lose the times that the engine writes inside a long line', () => {
    const piece = 'y'.repeat(16 * 1024);
    const [line] = new LineReader().push(chunk(`${time} ${piece}${time} ${piece}${time} z\n`));
    assert.deepEqual(line && textOf(line), { time, text: `${piece}${piece}z` });
  });
});
