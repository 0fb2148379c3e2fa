import assert from 'node:assert/strict';
import type { StepPosition } from '../../../../src/core/build/events.js';
import { failureProblem, warningProblem } from '../../../../src/core/build/problems.js';
import { stepPosition } from '../../../../src/core/build/trace.js';

/** Asserts that the failure of a step is shown on the instruction between the marks. */
function pointsAt(marked: string, stepName: string, position: StepPosition | undefined = stepPosition(stepName)): void {
  const text = marked.replace(/[‹›]/g, '');
  const step = { name: stepName, message: 'it broke', ...(position && { position }) };
  const { range, message } = failureProblem(text, { message: 'failed to solve', step });
  assert.equal(message, 'it broke');
  assert.equal(marked, mark(text, range));
}

function mark(text: string, range: ReturnType<typeof failureProblem>['range']): string {
  if (!range) return text;
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  const [start, end] = [offset(range.start), offset(range.end)];
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

const classic = (index: number): StepPosition => ({ counts: 'instructions', index, total: 99 });

describe('where a build failed', () => {
  const steps: [marked: string, step: string][] = [
    ['FROM a\n‹RUN x›', '[2/2] RUN x'],
    ['‹FROM a›\nRUN x', '[1/2] FROM docker.io/library/a'],
    ['FROM scratch\nCOPY a b\n‹RUN x›', '[2/2] RUN x'],
    ['FROM a\nENV A=1\nUSER u\n‹WORKDIR /w›\nCMD x', '[2/2] WORKDIR /w'],
    ['FROM a AS one\nRUN x\nFROM one AS two\n‹COPY a b›', '[two 1/1] COPY a b'],
    ['FROM a AS one\nRUN x\nFROM b\n‹COPY a b›', '[stage-1 2/2] COPY a b'],
    ['FROM a AS Build\n‹RUN x›\nFROM b\nCOPY a b', '[build 2/2] RUN x'],
    ['FROM a\nRUN a\n‹RUN before && \\\n  # why\n  after›\nRUN b', '[3/4] RUN before &&   after'],
    ['ARG V=1\nFROM a:$V\n# RUN no\n‹RUN <<EOF\nx\nRUN y\nEOF›\nRUN z', '[2/3] RUN <<EOF (x...)'],
  ];
  for (const [marked, step] of steps) it(step, () => pointsAt(marked, step));

  it('puts what ONBUILD added on the FROM that brought it', () => {
    pointsAt('‹FROM a›\nRUN x', '[2/3] COPY . .');
    pointsAt('FROM a\n‹RUN x›', '[3/3] RUN x');
  });

  it('counts every instruction of the file for the classic builder', () => {
    pointsAt('ARG A\nFROM a\nENV A=1\n‹RUN x›', '[4/4] RUN x', classic(4));
  });

  it('counts the instructions of a stage for Podman', () => {
    const second: StepPosition = { counts: 'stageInstructions', stage: 'stage-1', index: 2, total: 2 };
    pointsAt('FROM a\nRUN x\nFROM b\n‹RUN y›', '[stage-1 2/2] RUN y', second);
  });

  it('finds the FROM of an image that cannot be read', () => {
    pointsAt('FROM a\n‹FROM b:1›', '[internal] load metadata for docker.io/library/b:1');
    pointsAt('ARG V=2\nFROM a\n‹FROM r.io/x:${V}›', '[internal] load metadata for r.io/x:2');
    pointsAt('ARG V=1\nFROM a\n‹FROM b:${V:+2}›', '[internal] load metadata for docker.io/library/b:2');
    pointsAt('ARG V\nFROM a\nFROM $V', '[internal] load metadata for docker.io/library/other:latest');
  });

  for (const message of [
    'dockerfile parse error line 2: unknown instruction: RNU',
    'dockerfile parse error on line 2: x',
  ])
    it(message, () =>
      assert.equal(
        mark('FROM a\n  RNU x\nRUN y', failureProblem('FROM a\n  RNU x\nRUN y', { message }).range),
        'FROM a\n  ‹RNU x›\nRUN y',
      ),
    );

  it('says nothing about a place that the message does not tell', () => {
    assert.deepEqual(failureProblem('FROM a', { message: 'no space left' }), {
      severity: 'error',
      message: 'no space left',
    });
    assert.equal(failureProblem('', { message: 'parse error line 9' }).range, undefined);
  });

  it('places warnings', () => {
    const warning = { type: 'warning', message: 'm', detail: '', lines: { start: 1, end: 1 } } as const;
    assert.deepEqual(warningProblem('  FROM a AS X\n', warning).range, {
      start: { line: 0, character: 2 },
      end: { line: 0, character: 13 },
    });
    assert.equal(warningProblem('', { type: 'warning', message: 'm', detail: '' }).range, undefined);
  });
});
