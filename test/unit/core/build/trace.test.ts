import assert from 'node:assert/strict';
import { MessageWriter } from '../../../../src/core/build/protobuf.js';
import { stepPosition, TraceDecoder } from '../../../../src/core/build/trace.js';

const time = (seconds: number) => new MessageWriter().uint(1, seconds).uint(2, 500_000_000).finish();

interface Vertex {
  readonly name?: string;
  readonly started?: number;
  readonly completed?: number;
  readonly cached?: boolean;
  readonly error?: string;
}

function vertex(step: string, { name = step, started, completed, cached, error = '' }: Vertex): Buffer {
  const message = new MessageWriter()
    .text(1, step)
    .text(3, name)
    .uint(4, cached ? 1 : 0);
  if (started) message.bytes(5, time(started));
  if (completed) message.bytes(6, time(completed));
  return message.text(7, error).finish();
}

const status = (...vertexes: Buffer[]) => {
  const message = new MessageWriter();
  for (const one of vertexes) message.bytes(1, one);
  return message.finish();
};

describe('BuildKit trace', () => {
  it('tells a step once, however often it is repeated', () => {
    const trace = new TraceDecoder();
    const all = [
      vertex('a', {}),
      vertex('a', { started: 1 }),
      vertex('a', { started: 1 }),
      vertex('a', { started: 1, completed: 2 }),
      vertex('a', { started: 1, completed: 2, cached: true }),
    ].flatMap((one) => trace.decode(status(one)));
    assert.deepEqual(all, [
      { type: 'stepStarted', step: 'a', name: 'a', time: 1500 },
      { type: 'stepFinished', step: 'a', cached: false, time: 2500 },
    ]);
  });

  it('tells when a step is taken up again', () => {
    const trace = new TraceDecoder();
    const types = [{ started: 1, completed: 2 }, { started: 3 }, { started: 3, completed: 4 }]
      .flatMap((state) => trace.decode(status(vertex('a', state))))
      .map(({ type }) => type);
    assert.deepEqual(types, ['stepStarted', 'stepFinished', 'stepStarted', 'stepFinished']);
  });

  it('tells what was cached, what failed and what was stopped because of it', () => {
    const events = new TraceDecoder().decode(
      status(
        vertex('a', { cached: true, started: 1, completed: 1 }),
        vertex('b', { started: 1, completed: 2, error: 'exit code: 7' }),
        vertex('c', { started: 1, completed: 2, error: 'rpc error: context canceled' }),
      ),
    );
    assert.deepEqual(
      events.map(({ type }) => type),
      ['stepStarted', 'stepFinished', 'stepStarted', 'stepFailed', 'stepStarted', 'stepCanceled'],
    );
  });

  it('reads warnings with their lines', () => {
    const position = (line: number) => new MessageWriter().uint(1, line).finish();
    const range = new MessageWriter().bytes(1, position(3)).bytes(2, position(4)).finish();
    const warning = new MessageWriter()
      .text(3, 'StageNameCasing')
      .text(4, 'Stage names')
      .text(4, 'are lower case')
      .text(5, 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/')
      .bytes(7, range)
      .finish();
    assert.deepEqual(new TraceDecoder().decode(new MessageWriter().bytes(4, warning).finish()), [
      {
        type: 'warning',
        message: 'StageNameCasing',
        detail: 'Stage names\nare lower case',
        url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
        lines: { start: 3, end: 4 },
      },
    ]);
  });

  const positions: Record<string, [string | undefined, number, number] | undefined> = {
    '[2/4] RUN x': [undefined, 2, 4],
    '[ 2/12] RUN x': [undefined, 2, 12],
    '[build 2/4] RUN x': ['build', 2, 4],
    '[stage-2  1/12] COPY a b': ['stage-2', 1, 12],
    '[linux/arm64 build 2/4] RUN x': ['build', 2, 4],
    '[internal] load build context': undefined,
    'exporting to image': undefined,
  };
  for (const [name, expected] of Object.entries(positions)) {
    it(`reads the place of ${name}`, () => {
      const position = stepPosition(name);
      assert.deepEqual(position && [position.stage, position.index, position.total], expected);
    });
  }
});
