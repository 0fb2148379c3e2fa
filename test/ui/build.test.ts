import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakeSshAgent } from '../support/sshAgents.js';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import { TestWindow } from './window.js';

const shell = 'FROM scratch\nCOPY busybox /bin/busybox\nSHELL ["/bin/busybox", "sh", "-c"]\n';

describe('building', () => {
  let window: TestWindow;
  let agent: FakeSshAgent;
  before(async () => {
    await emptyEngine(testDocker());
    agent = await new FakeSshAgent().start();
    window = await TestWindow.open({ env: { SSH_AUTH_SOCK: agent.address } });
    writeFileSync(path.join(window.folder, 'broken.Dockerfile'), `${shell}RUN echo before; exit 7\n`);
    writeFileSync(path.join(window.folder, 'slow.Dockerfile'), `${shell}RUN /bin/busybox sleep 600\n`);
  });
  after(async () => {
    await window?.close();
    agent?.dispose();
  });

  it('asks for the tag once, from the Explorer, and refuses what is no tag', async () => {
    const { page, workbench } = window;
    const { quickInput, notifications, panel } = workbench;
    await page.keyboard.press('ControlOrMeta+Shift+E');
    const rowOf = (name: RegExp) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
    // The rows of the new files would move the others under the mouse.
    for (const name of [/^broken\.Dockerfile$/, /^slow\.Dockerfile$/]) await rowOf(name).waitFor();
    const row = rowOf(/^Dockerfile$/);
    await workbench.menu.openOn(row);
    await window.shot('build-menu', ['dark']);
    // The picture's sizes have closed the menu.
    await workbench.menu.openOn(row);
    await workbench.menu.choose('Build Image…');
    assert.match(await quickInput.question(), /Build Image/);
    assert.equal(await quickInput.input.inputValue(), 'sample');
    await quickInput.input.fill('Sample:1');
    await quickInput.box.getByText('Image names are in lower case: sample:1').waitFor();
    await quickInput.answer('sample:1');
    await notifications.toast('sample:1 is built.').waitFor();
    await panel.findOutput('end', /writing.image.sha256:/);
    await window.shot('build-done');
    await page.keyboard.press('Escape');
  });

  it('builds from the lens above FROM without a question', async () => {
    const { page, workbench } = window;
    await workbench.openFile('Dockerfile');
    await page.keyboard.press('ControlOrMeta+K');
    const lens = page.locator('.codelens-decoration a', { hasText: 'Build' }).first();
    await lens.waitFor();
    await window.shot('build-lens');
    await lens.click();
    await page.locator('.output-view .view-line', { hasText: 'CACHED' }).first().waitFor();
  });

  it('puts a failing step on its line and goes there', async () => {
    const { workbench } = window;
    await workbench.openFile('broken.Dockerfile');
    await workbench.runCommand('Longshore: Build Image…');
    await workbench.quickInput.answer('broken');
    await workbench.notifications.toast('broken was not built').waitFor();
    await workbench.panel.findOutput('end', /broken\.Dockerfile:4/);
    await workbench.notifications.press('broken was not built', 'Go to Line');
    await workbench.editor.squiggles('error').first().waitFor();
    await window.shot('build-failed');
    const problems = await workbench.panel.problems();
    assert(
      problems.some((row) => /The build failed here: .*exit code: 7 longshore build-failed/.test(row)),
      problems.join('\n'),
    );
  });

  it('shows the step that runs, and stops it', async () => {
    const { page, workbench } = window;
    await workbench.openFile('slow.Dockerfile');
    await workbench.runCommand('Longshore: Build Image…');
    await workbench.quickInput.answer('slow');
    await workbench.notifications.toast(/Building slow.*RUN \/bin\/busybox sleep 600/).waitFor();
    await window.shot('build-running', ['dark']);
    await workbench.notifications.press('Building slow', 'Cancel');
    await page.locator('.output-view .view-line', { hasText: 'Cancelled.' }).waitFor();
    const messages = await workbench.notifications.texts();
    assert.deepEqual(
      messages.filter((text) => text.includes('slow')),
      [],
    );
  });

  it('offers every option with its value in one list', async () => {
    const { workbench } = window;
    await workbench.openFile('slow.Dockerfile');
    await workbench.runCommand('Longshore: Build Image with Options…');
    await workbench.quickInput.choose('Without cache');
    await workbench.quickInput.rows.filter({ hasText: /Without cache.*yes/ }).waitFor();
    await window.shot('build-options');
    await workbench.quickInput.cancel();
  });

  it('asks for the file of a secret that a step mounts, and lends the SSH agent', async () => {
    const { workbench } = window;
    const { quickInput, notifications } = workbench;
    const token = path.join(window.folder, 'token.txt');
    writeFileSync(token, 'hush\n');
    const run = 'RUN --mount=type=secret,id=token,required=true /bin/busybox grep hush /run/secrets/token';
    // A name of its own each time: the tag of a file is remembered, and not asked again.
    const name = `secret${Date.now() % 1000}`;
    writeFileSync(path.join(window.folder, `${name}.Dockerfile`), `${shell}${run}\n`);
    await workbench.openFile(`${name}.Dockerfile`);
    await workbench.runCommand('Longshore: Build Image…');
    await quickInput.answer(name);
    await notifications.press(`${name} was not built`, 'Build with Options…');
    await quickInput.rows.filter({ hasText: /Secrets.*token: not set/ }).waitFor();
    await quickInput.choose('SSH agent');
    await quickInput.rows.filter({ hasText: /SSH agent.*yes/ }).waitFor();
    await window.shot('build-secrets');
    await quickInput.choose('Secrets');
    await quickInput.choose('token');
    await quickInput.answerFile(token, 'File that holds the secret token');
    await quickInput.rows.filter({ hasText: /Secrets.*token: token\.txt/ }).waitFor();
    await quickInput.rows
      .filter({ hasText: `Build${name}` })
      .first()
      .click();
    await notifications.toast(`${name} is built.`).waitFor();
  });
});

describe('building in an untrusted folder', () => {
  let window: TestWindow;
  before(async () => {
    window = await TestWindow.open({ trust: false });
  });
  after(() => window?.close());

  it('is refused, with the way to trust', async () => {
    const { page, workbench } = window;
    await window.declineTrust();
    await workbench.runCommand('Longshore: Build Image…');
    await workbench.notifications.toast('builds only in folders that you trust').waitFor();
    await workbench.notifications.press('builds only in folders that you trust', 'Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').waitFor();
  });
});
