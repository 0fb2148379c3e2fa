import assert from 'node:assert/strict';
import { ClassicOutput } from '../../../../src/core/build/classicOutput.js';
import { BuildError } from '../../../../src/core/build/errors.js';

/** The events of messages as short texts. */
function tell(...messages: Parameters<ClassicOutput['push']>[0][]): string[] {
  const output = new ClassicOutput(() => 0);
  return [...messages.flatMap((message) => [...output.push(message)]), ...output.end()].map((event) => {
    switch (event.type) {
      case 'stepStarted':
        return `start ${event.name} ${event.position?.counts}`;
      case 'log':
        return `${event.output} ${Buffer.from(event.data).toString().trimEnd()}`;
      case 'stepFinished':
        return event.cached ? 'cached' : 'done';
      case 'transfer':
        return `transfer ${event.name} ${event.current}/${event.total}`;
      case 'built':
        return event.imageId;
      default:
        return `${event.type} ${'message' in event ? event.message : ''}`;
    }
  });
}

const stream = (text: string) => ({ stream: text });

describe('output of the classic builder', () => {
  it('reads steps, the cache, both outputs and the image', () => {
    const told = tell(
      stream('Step 1/2 : FROM a'),
      stream('\n'),
      stream(' ---> Using cache\n'),
      stream(' ---> 0123456789ab\n'),
      stream('Step 2/2 : RUN x\n'),
      stream(' ---> Running in 0123456789ab\n'),
      stream('out\n'),
      stream('\u001b[91merr\n\u001b[0m'),
      stream('unfinished'),
      stream('Removing intermediate container 0123456789ab\n'),
      { aux: { ID: 'sha256:abc' } },
      stream('Successfully built abc\n'),
    );
    assert.deepEqual(told, [
      'start [1/2] FROM a instructions',
      'cached',
      'start [2/2] RUN x instructions',
      'stdout out',
      'stderr \u001b[91merr',
      'stdout \u001b[0munfinished',
      'done',
      'sha256:abc',
    ]);
  });

  it("reads Podman's", () => {
    const told = tell(
      stream('[1/2] STEP 1/2: FROM a AS one\n'),
      stream('--> 0123456789a\n'),
      stream('[2/2] STEP 1/1: RUN x\n'),
      stream('--> Using cache 0123\n'),
      stream('COMMIT x\n'),
      stream('Successfully built 0123456789ab\n'),
    );
    assert.deepEqual(told, [
      'start [stage-0 1/2] FROM a AS one stageInstructions',
      'done',
      'start [stage-1 1/1] RUN x stageInstructions',
      'cached',
      '0123456789ab',
    ]);
  });

  it('reads failures and pulls', () => {
    assert.deepEqual(
      tell(
        stream('Step 1/1 : FROM a\n'),
        { status: 'Downloading', id: 'l1', progressDetail: { current: 1, total: 2 } },
        { error: 'no such image\n' },
        { error: 'again' },
      ),
      [
        'start [1/1] FROM a instructions',
        'transfer l1: Downloading 1/2',
        'stepFailed no such image',
        'error no such image',
      ],
    );
  });

  it('does not take an answer without a result for success', () => {
    assert.throws(
      () => tell(stream('Step 1/1 : FROM a\n')),
      (error) => error instanceof BuildError && error.reason === 'noResult',
    );
  });
});
