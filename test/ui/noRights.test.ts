import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync } from 'node:fs';
import { FakeEngine } from '../support/fakeEngine.js';
import { stepByStep } from './stepByStep.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

/** What every system has for those who shall have no rights. */
const nobody = { uid: 65534, gid: 65534 };

describe('a user without rights on the socket', () => {
  stepByStep();
  const group = groupOfTheSocket();
  let fake: FakeEngine;
  let window: TestWindow;

  before(async function () {
    if (!canRunAsNobody()) return this.skip();
    fake = await new FakeEngine().start();
    fake.state.addContainer('secret');
    chmodSync(fake.folder, 0o755);
    chownSync(fake.socketPath, 0, group.gid);
    chmodSync(fake.socketPath, 0o660);
    window = await TestWindow.open({ env: { DOCKER_HOST: `unix://${fake.socketPath}` }, user: nobody });
  });
  after(async () => {
    await window?.close();
    fake?.dispose();
  });

  it('is told so in the views, with what helps', async () => {
    const { workbench } = window;
    await workbench.openContainer();
    const containers = workbench.view('Containers');
    await containers.pane.getByText('your user may not use its socket').waitFor();
    assert.match(
      await containers.welcome(),
      /^The Docker Engine is there, but your user may not use its socket\. The diagnosis says which group is missing and what to do\.\s+Diagnose\s+Use Another Engine…\s+Try Again$/,
    );
    assert.match(await workbench.view('Images').welcome(), /your user may not use its socket/);
    assert.deepEqual(fake.requests, []);
    await window.shot('no-rights', ['dark', 'light']);
  });

  it('reads in the diagnosis whose the socket is, which group is missing and what to do', async () => {
    const { workbench, page } = window;
    await workbench.view('Containers').pane.locator('.monaco-button', { hasText: 'Diagnose' }).click();
    const report = page.frameLocator('iframe.webview').frameLocator('iframe').locator('body');
    await report.getByText('What to do').waitFor();
    const text = (await report.innerText()).replace(/\s+/g, ' ');
    const { socketPath } = fake;
    assert.ok(text.includes(`✗ You may not use the Docker socket unix://${socketPath}.`), text);
    assert.ok(
      text.includes(`${socketPath} belongs to the user root and the group ${group.name}, rights rw-rw----`),
      text,
    );
    assert.ok(text.includes(`✗ The user nobody is not in the group ${group.name}`), text);
    assert.ok(text.includes(`✗ This process does not have the group ${group.name}`), text);
    assert.match(text, new RegExp(`Add your user to the group ${group.name}\\. sudo usermod -aG ${group.name} nobody`));
    assert.match(
      text,
      /old server keeps its old groups.*become root.*rootless.*dockerd-rootless-setuptool\.sh install/,
    );
    assert.doesNotMatch(text, /chmod|666/);
    await window.shot('no-rights-diagnosis', ['dark', 'light']);
  });

  it('gets the command in a terminal, to read and to start', async () => {
    const { notifications, panel } = window.workbench;
    await notifications.press('Add your user to the group', 'Put into Terminal');
    await until('the command is in the terminal', async () =>
      (await panel.terminal()).includes(`sudo usermod -aG ${group.name} nobody`),
    );
    await window.shot('no-rights-command', ['dark']);
  });

  it('sees the engine without a click as soon as the socket is allowed', async () => {
    chownSync(fake.socketPath, 0, nobody.gid);
    await window.workbench.view('Containers').row('secret').waitFor();
  });
});

/** Docker's own where the system has it, else another one that has nothing to do with nobody. */
function groupOfTheSocket(): { readonly name: string; readonly gid: number } {
  const groups = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , gid = '']) => ({ name, gid: Number(gid) }));
  const others = groups.filter(({ name, gid }) => name !== '' && gid !== 0 && gid !== nobody.gid);
  const found = others.find(({ name }) => name === 'docker') ?? others[0];
  assert(found, 'the system has no groups');
  return found;
}

/** False without the right to become another user, or where that one may not read the editor. */
function canRunAsNobody(): boolean {
  const { server, node } = JSON.parse(process.env['LONGSHORE_TEST_VSCODE'] ?? '{}');
  return spawnSync(node, ['--check', `${server}/out/server-main.js`], { ...nobody, cwd: '/' }).status === 0;
}
