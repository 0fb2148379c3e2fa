import { createReadStream, readFileSync } from 'node:fs';
import { readBuildkitOutput } from '../../../../src/core/build/buildkit.js';
import { readClassicOutput } from '../../../../src/core/build/classic.js';
import type { BuildEvent } from '../../../../src/core/build/events.js';
import { PlainText } from '../../../../src/core/build/plainText.js';
import { failureProblem } from '../../../../src/core/build/problems.js';
import { initialBuildState, reduce } from '../../../../src/core/build/state.js';
import { assertGolden } from '../../../support/golden.js';

/** Answers of Engine 20.10, recorded byte for byte. */
const recorded = [
  'buildkit-success',
  'buildkit-failingRun',
  'buildkit-missingFile',
  'buildkit-missingImage',
  'buildkit-syntaxError',
  'classic-success',
  'classic-failingRun',
  'classic-missingFile',
  'classic-missingImage',
];

describe('recorded builds', () => {
  for (const name of recorded) {
    it(name, async () => {
      const [builder, story] = name.split('-');
      const body = createReadStream(`test/fixtures/build/${name}.jsonl`, { highWaterMark: 97 });
      const events = builder === 'buildkit' ? readBuildkitOutput(body) : readClassicOutput(body, () => 0);
      const text = readFileSync(`test/fixtures/build/${story}.Dockerfile`, 'utf8');
      assertGolden(`build/${name}`, await tell(events, text));
    });
  }
});

/** The plain text, and where the Dockerfile is to blame. */
async function tell(events: AsyncIterable<BuildEvent>, dockerfile: string): Promise<string> {
  const plain = new PlainText();
  let state = initialBuildState;
  let text = '';
  for await (const event of events) {
    state = reduce(state, event);
    text += plain.render([event]);
  }
  if (!state.failure) return text.trimEnd();
  const { message, range } = failureProblem(dockerfile, state.failure);
  const lines = range && dockerfile.split('\n').slice(range.start.line, range.end.line + 1);
  return `${text}\n${message}\n${lines?.join('\n') ?? 'nowhere'}`;
}
