import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import { stepByStep } from './stepByStep.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

const registry = process.env.LONGSHORE_TEST_REGISTRY ?? '';
const image = 'quay:1';
const pushed = `${registry}/yard/quay:1`;

/** The main job from end to end, as a person does it. Each step stands on the one before. */
describe('from a Dockerfile to a running container', () => {
  stepByStep();
  const docker = testDocker();
  let window: TestWindow;
  before(async () => {
    await emptyEngine(docker);
    window = await TestWindow.open();
    await window.workbench.openContainer();
  });
  after(async () => {
    await window?.close();
    await emptyEngine(docker);
  });

  it('shows the lint finding of the sample', async () => {
    const { workbench } = window;
    await workbench.openFile('Dockerfile');
    await workbench.editor.squiggles('error').or(workbench.editor.squiggles('warning')).first().waitFor();
    const problems = await workbench.panel.problems();
    assert.match(problems.join('\n'), /WORKDIR "app" is relative.*longshore/s);
    await window.page.getByText('There are no containers yet').waitFor();
    await window.shot('lint');
  });

  it('mends it by quick fix', async () => {
    const { workbench, folder } = window;
    await workbench.editor.clickOn('WORKDIR');
    await workbench.editor.quickFix('Make the path absolute');
    await until('the text is mended', async () => /WORKDIR \/app/.test(await workbench.editor.text()));
    await workbench.editor.save();
    const saved = () => readFileSync(path.join(folder, 'Dockerfile'), 'utf8');
    await until('the file is saved', async () => /^WORKDIR \/app$/m.test(saved()));
    await workbench.editor.squiggles('error').first().waitFor({ state: 'detached' });
    await workbench.editor.squiggles('warning').first().waitFor({ state: 'detached' });
  });

  it('builds the image, which appears', async () => {
    const { workbench } = window;
    await workbench.openFile('Dockerfile');
    await workbench.runCommand('Longshore: Build Image…');
    await workbench.quickInput.answer(image, 'Name and tag of the image');
    await workbench.notifications.toast(`${image} is built`).waitFor();
    await workbench.view('Images').rowSaid(`image ${image}`).waitFor();
    await workbench.panel.findOutput('end', /naming to docker\.io\/library\/quay:1/);
    await window.shot('build');
  });

  it('runs it with a published port; the container appears by event', async () => {
    const { workbench } = window;
    await workbench.view('Images').rowSaid(`image ${image}`).pressInline('Run');
    const row = workbench.view('Containers').rowSaid('container quay');
    await row.waitFor();
    await until('the container is healthy', async () => /running.*healthy/.test((await row.ariaLabel()) ?? ''));
    await window.shot('running');
  });

  it('serves its page over the port, in the browser', async () => {
    const { workbench, page } = window;
    const opened = page.context().waitForEvent('page');
    await workbench.view('Containers').rowSaid('container quay').pressInline('Open in Browser');
    const popup = await opened;
    await popup.getByRole('heading', { name: 'Quay 8' }).waitFor();
    await popup.close();
  });

  it('follows the logs', async () => {
    const { workbench } = window;
    await workbench.view('Containers').rowSaid('container quay').choose('View Logs');
    await until('the log goes on', async () => /up for \d+ s\n.*up for/s.test(await workbench.panel.terminal()));
    assert.match(await workbench.panel.terminal(), /GET|url:\//, 'the request of the browser is in the log');
    await window.shot('logs');
  });

  it('opens a shell and takes what is typed', async () => {
    const { workbench } = window;
    await workbench.view('Containers').rowSaid('container quay').pressInline('Open Shell');
    await until('the shell asks', async () => /\/app #/.test(await workbench.panel.terminal()));
    await workbench.panel.typeInTerminal('echo $((6 * 7)) from $PWD\n');
    await until('the shell answers', async () => /^42 from \/app$/m.test(await workbench.panel.terminal()));
    await window.shot('shell');
    await workbench.panel.typeInTerminal('exit\n');
  });

  it('stops and removes the container', async () => {
    const { workbench } = window;
    const row = workbench.view('Containers').rowSaid('container quay');
    await row.pressInline('Stop');
    await until('it has exited', async () => /exited/.test((await row.ariaLabel()) ?? ''));
    await row.choose('Remove…');
    assert.match(await workbench.dialog.text(), /quay/);
    await window.shot('remove-asks', ['dark']);
    await workbench.dialog.press('Remove');
    await row.waitFor('detached');
    assert.deepEqual(await docker.listContainers({ all: true }), []);
  });

  it('connects the registry with a password', async () => {
    const { workbench } = window;
    const { LONGSHORE_TEST_REGISTRY_USER: user = '', LONGSHORE_TEST_REGISTRY_PASSWORD: password = '' } = process.env;
    await workbench.runCommand('Longshore: Connect Registry…');
    await workbench.quickInput.answer(registry, 'Address of the registry');
    await workbench.quickInput.answer(user, 'User name');
    await workbench.quickInput.answer(password, 'Password');
    await workbench.view('Registries').row(registry).waitFor();
  });

  it('tags the image and pushes it; the tag is in the Registries view', async () => {
    const { workbench } = window;
    await workbench.view('Images').rowSaid(`image ${image}`).choose('Tag…');
    await workbench.quickInput.answer(pushed, 'localhost:5000/web:1.2');
    await workbench.view('Images').rowSaid(`image ${pushed}`).choose('Push…');
    await workbench.notifications.toast(/push/i).waitFor();
    for (const title of ['Containers', 'Images']) await workbench.view(title).collapse();
    const view = workbench.view('Registries');
    await view.row(registry).expand();
    await view.row('yard/quay').waitFor();
    await view.row('yard/quay').expand();
    const isHere = async () => (await view.texts()).some((text) => /· pulled$/.test(text));
    await until('the tag is the one that is here', isHere, 10_000);
    await window.shot('pushed');
  });

  it('removes the image and pulls it back by the tag', async () => {
    const { workbench } = window;
    await docker.getImage(image).remove();
    await workbench.view('Images').expand();
    const row = workbench.view('Images').rowSaid(`image ${pushed}`);
    await row.choose('Remove…');
    await workbench.dialog.press('Remove');
    await row.waitFor('detached');
    assert.deepEqual(await docker.listImages(), []);
    await workbench.view('Registries').rowSaid('tag').choose('Pull');
    await row.waitFor();
    await window.shot('pulled');
  });
});
