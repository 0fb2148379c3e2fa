import assert from 'node:assert/strict';
import type { BuildEvent, BuildOutput } from '../../../../src/core/build/events.js';
import { PlainText, stripControls } from '../../../../src/core/build/plainText.js';

const start: BuildEvent = { type: 'stepStarted', step: 's', name: '[1/1] RUN x', time: 1000 };
const end: BuildEvent = { type: 'stepFinished', step: 's', cached: false, time: 2200 };
const log = (data: string | Buffer, output: BuildOutput = 'stdout'): BuildEvent => ({
  type: 'log',
  step: 's',
  output,
  data: Buffer.from(data),
  time: 1312,
});

/** What a step prints, without its first and last line. */
function printed(...chunks: (string | Buffer)[]): string[] {
  const text = new PlainText().render([start, ...chunks.map((chunk) => log(chunk)), end]);
  return text
    .split('\n')
    .slice(1, -2)
    .map((line) => line.replace(/^#1 [\d.]+ ?/, ''));
}

describe('plain text of a build', () => {
  it('looks as with --progress=plain', () => {
    const other: BuildEvent = { type: 'stepStarted', step: 't', name: '[internal] load', time: 1000 };
    const cached: BuildEvent = { type: 'stepFinished', step: 't', cached: true, time: 1000 };
    assert.equal(
      new PlainText().render([start, log('one\ntwo\n'), other, cached, end]),
      '#1 [1/1] RUN x\n#1 0.312 one\n#1 0.312 two\n#1 ...\n\n#2 [internal] load\n#2 CACHED\n\n#1 [1/1] RUN x\n#1 DONE 1.2s\n',
    );
  });

  it('keeps characters whole that chunks split', () => {
    const bytes = Buffer.from('größe 日本 😀\n');
    for (let cut = 0; cut <= bytes.length; cut++)
      assert.deepEqual(printed(bytes.subarray(0, cut), bytes.subarray(cut)), ['größe 日本 😀']);
  });

  it('removes escape sequences that chunks split', () => {
    const text = '\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u001b\\ \u001b(Bplain\n';
    for (let cut = 0; cut <= text.length; cut++)
      assert.deepEqual(printed(text.slice(0, cut), text.slice(cut)), ['red link plain']);
  });

  it('shows the last state of a line that was drawn over', () => {
    assert.deepEqual(printed('10%\r50%\r100%\nnext\r\n'), ['100%', 'next']);
  });

  it('shows an unfinished last line', () => assert.deepEqual(printed('no end'), ['no end']));

  it('does not hold back a line without end for ever', () => {
    const plain = new PlainText();
    plain.render([start]);
    assert(plain.render([log('x'.repeat(70_000))]).length > 70_000);
  });

  it('keeps the two outputs of a step apart', () => {
    const text = new PlainText().render([start, log('a'), log('b', 'stderr'), log('a\n'), log('b\n', 'stderr')]);
    assert.match(text, / aa\n.* bb\n/);
  });

  it('keeps tabs, drops other control characters', () => {
    assert.equal(stripControls('a\tb\u0007\u0000c\u009b31md'), 'a\tbcd');
  });
});
