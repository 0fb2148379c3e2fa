import assert from 'node:assert/strict';
import { FakeEngine } from '../support/fakeEngine.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

const name = '**bold**](command:workbench.action.quit)<img src=x>"\'`$(flame)';
const controls = '\u001b]0;pwned\u0007\u202e';
const reference = `${name}${controls}:1`;

/** No registry would take such a name; an engine that lies may say it. */
describe('an image with a hostile name', () => {
  let fake: FakeEngine;
  let window: TestWindow;

  before(async () => {
    fake = await new FakeEngine().start();
    fake.state.addImage(reference);
    window = await TestWindow.open({ env: { DOCKER_HOST: `unix://${fake.socketPath}` } });
    await window.workbench.openContainer();
  });
  after(async () => {
    await window?.close();
    fake?.dispose();
  });

  const row = () => window.workbench.view('Images').row('1.98MB').row;

  it('is a row of plain words', async () => {
    await row().waitFor();
    const texts = (await window.workbench.view('Images').texts()).join('\n');
    assert(texts.includes('**bold**](command:workbench.action.quit)<img src=x>'), texts);
    assert(!texts.includes('\u001b') && !texts.includes('\u202e'), JSON.stringify(texts));
  });

  it('is plain words in its tooltip', async () => {
    const { page, workbench } = window;
    const hover = page.locator('.monaco-hover', { hasText: 'bold' });
    await until('the tooltip shows', async () => {
      await workbench.view('Images').header.hover();
      await row().hover();
      await page.waitForTimeout(1500);
      return hover.isVisible();
    });
    assert.equal(await hover.locator('a, img, .codicon-flame').count(), 0);
    await window.shot('hostile', ['dark']);
  });

  it('is plain words in the question before it goes', async () => {
    const { workbench } = window;
    await row().click();
    await workbench.view('Images').rows.filter({ hasText: '1.98MB' }).first().press('Delete');
    const question = await workbench.dialog.text();
    assert(question.includes('**bold**](command:workbench.action.quit)<img src=x>'), question);
    assert(!question.includes('\u001b') && !question.includes('\u202e'), JSON.stringify(question));
    assert.equal(await workbench.dialog.box.locator('img, strong, .codicon-flame').count(), 0);
    await workbench.dialog.press('Cancel');
  });
});
