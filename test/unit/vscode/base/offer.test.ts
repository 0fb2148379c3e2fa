import assert from 'node:assert/strict';
import { offer } from '../../../../src/vscode/base/offer.js';

describe('an offer', () => {
  const reported: string[] = [];
  const report = (attempt: string, error: unknown) => void reported.push(`${attempt}: ${(error as Error).message}`);
  beforeEach(() => reported.splice(0));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const pressing = (title: string | undefined) => async () => title;

  it('does what the pressed button says, and nothing when none is pressed', async () => {
    const done: string[] = [];
    const offers = ['Run', 'Show'].map((title) => ({ title, run: () => done.push(title) }));
    offer(report, pressing('Show'), 'Ready.', offers);
    offer(report, pressing(undefined), 'Ready.', offers);
    await settle();
    assert.deepEqual([done, reported], [['Show'], []]);
  });

  it('reports what fails, at once or later, under the name of the button', async () => {
    const gone = () => Promise.reject(new Error('the file is gone'));
    const broken = () => {
      throw new Error('broken');
    };
    offer(report, pressing('Go to Line'), 'Not built.', [{ title: 'Go to Line', run: gone }]);
    offer(report, pressing('Show'), 'Not built.', [{ title: 'Show', run: broken }]);
    await settle();
    assert.deepEqual(reported.sort(), ['Go to Line: the file is gone', 'Show: broken']);
  });
});
