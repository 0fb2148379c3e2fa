import assert from 'node:assert/strict';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { buildBusyboxImage, removeAll } from '../support/busyboxImage.js';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

const prefix = 'ls-look';
const image = `${prefix}-web:1`;

describe('the verbs by hand', () => {
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  let window: TestWindow;
  before(async () => {
    await emptyEngine(testDocker());
    await buildBusyboxImage(engine, image, ['EXPOSE 8095', 'CMD ["httpd", "-f", "-p", "8095", "-h", "/bin"]']);
    await start('running');
    await engine.containers.pause(await start('paused'));
    await engine.containers.kill(await start('stopped'));
    window = await TestWindow.open();
    await window.workbench.openContainer();
  });
  after(async () => {
    await window?.close();
    await removeAll(engine, prefix);
    engine.dispose();
  });

  async function start(label: string, labels: Readonly<Record<string, string>> = {}): Promise<string> {
    const ports = [{ containerPort: 8095, protocol: 'tcp' }];
    const name = `${prefix}-${label}`;
    // A step that is tried again has left its own.
    await engine.containers.remove(name, { force: true }).catch(() => {});
    const { id } = await engine.containers.create({ image, name, ports, labels });
    await engine.containers.start(id);
    return id;
  }

  const row = (label: string | RegExp) =>
    window.workbench.view('Containers').row(typeof label === 'string' ? `${prefix}-${label}` : label);

  it('are in the menu of a row where its state allows them', async () => {
    const menus: Record<string, string[]> = {};
    for (const label of ['running', 'paused', 'stopped']) {
      await row(label).waitFor();
      menus[label] = await row(label).menuLabels();
    }
    const has = (label: string, verb: string) => menus[label]?.some((entry) => entry === verb);
    assert.deepEqual(
      ['running', 'paused', 'stopped'].map((label) => has(label, 'Start')),
      [false, false, true],
    );
    assert.deepEqual(
      ['running', 'paused', 'stopped'].map((label) => has(label, 'Pause')),
      [true, false, false],
    );
    assert.deepEqual(
      ['running', 'paused', 'stopped'].map((label) => has(label, 'Unpause')),
      [false, true, false],
    );
    assert.deepEqual(
      ['running', 'paused', 'stopped'].map((label) => has(label, 'Stop')),
      [true, true, false],
    );
    assert.deepEqual(
      ['running', 'paused', 'stopped'].map((label) => has(label, 'Open Shell')),
      [true, false, false],
    );
    await row('running').row.click({ button: 'right' });
    await window.shot('container-menu');
    await window.page.keyboard.press('Escape');
  });

  it('open a shell from the row and show what is typed', async () => {
    await row('running').pressInline('Open Shell');
    const { panel } = window.workbench;
    await window.page.locator('.xterm').last().waitFor();
    await panel.typeInTerminal('echo $((6*7)) && stty size\n');
    await until('the shell answers', async () => /\n42\n\d+ \d+/.test(await panel.terminal()));
    const [, rows = '0', columns = '0'] = /\n(\d+) (\d+)/.exec(await panel.terminal()) ?? [];
    assert.ok(Number(rows) > 5 && Number(columns) > 60, await panel.terminal());
    await window.shot('shell');
    await panel.typeInTerminal('exit\n');
    await window.page.locator('.xterm').waitFor({ state: 'detached' });
  });

  it('run an image with options', async () => {
    await window.workbench.view('Images').expand();
    const images = window.workbench.view('Images');
    await images.row(prefix).expand();
    await images.rowSaid(`image ${image}`).choose('Run with Options…');
    const { quickInput } = window.workbench;
    await quickInput.waitFor();
    await window.shot('run-options');
    assert.match(await quickInput.question(), /docker run -d --name ls-look-web -p 8095:8095 ls-look-web:1/);
    await quickInput.choose('Ports');
    await quickInput.answer('8096:8095', 'Ports to publish');
    await quickInput.choose('Run');
    await window.workbench.notifications.toast('ls-look-web runs: localhost:8096 → 8095').waitFor();
    await row('web').waitFor();
    await window.shot('run');
  });

  it('work on a project as on its containers, where one of them allows it', async () => {
    const service = (name: string) => ({ 'com.docker.compose.project': 'ls-shop', 'com.docker.compose.service': name });
    const ids = [await start('shop-api', service('api')), await start('shop-db', service('db'))];
    const view = window.workbench.view('Containers');
    const group = view.rowSaid('Compose project ls-shop');
    await view.rowSaid('Compose project ls-shop, 2 of 2 running').waitFor();
    const verbs = ['Start', 'Stop', 'Restart', 'Pause', 'Unpause', 'Kill…'];
    const offered = async () => {
      const labels = await group.menuLabels();
      return verbs.filter((verb) => labels.includes(verb));
    };
    assert.deepEqual(await offered(), ['Stop', 'Restart', 'Pause', 'Kill…']);
    await group.choose('Pause');
    for (const name of ['api', 'db']) await row(new RegExp(`shop-${name}.*paused`)).waitFor();
    assert.deepEqual(await offered(), ['Stop', 'Restart', 'Unpause', 'Kill…']);
    await group.choose('Unpause');
    for (const name of ['api', 'db']) await row(new RegExp(`shop-${name}.*running`)).waitFor();
    await group.choose('Kill…');
    await window.workbench.quickInput.choose('SIGKILL');
    for (const name of ['api', 'db']) await row(new RegExp(`shop-${name}.*exited`)).waitFor();
    assert.deepEqual(await offered(), ['Start', 'Restart']);
    for (const id of ids) await engine.containers.remove(id);
  });

  it('work on a repository as on its tags', async () => {
    await engine.images.tag(image, `${prefix}-web`, 'next');
    await window.workbench.view('Images').expand();
    const repository = window.workbench.view('Images').rowSaid(`image repository ${prefix}-web`);
    await repository.waitFor();
    assert.deepEqual(await repository.menuLabels(), ['Pull…', 'Push…', 'Copy Name', 'Remove…']);
    await repository.choose('Push…');
    const { quickInput } = window.workbench;
    const offered = (await quickInput.labels()).filter((label) => label.includes(':'));
    assert.deepEqual(offered.sort(), [`${prefix}-web:1`, `${prefix}-web:next`]);
    await quickInput.cancel();
    await engine.images.remove(`${prefix}-web:next`);
  });

  it('rename and remove by key', async () => {
    await row('stopped').select();
    await window.page.keyboard.press('F2');
    await window.workbench.quickInput.answer(`${prefix}-renamed`, `New name for ${prefix}-stopped`);
    await row('renamed').waitFor();
    await row('renamed').select();
    await window.page.keyboard.press('Delete');
    assert.match(await window.workbench.dialog.text(), /Remove the container ls-look-renamed from .+\?/);
    await window.shot('remove');
    await window.workbench.dialog.press('Remove');
    await row('renamed').waitFor('detached');
  });

  it('stop with patience, or without', async () => {
    const { notifications } = window.workbench;
    await start('stubborn');
    await window.workbench
      .view('Containers')
      .row(/stubborn.*running/)
      .waitFor();
    await row('stubborn').choose('Stop');
    await notifications.toast(/stubborn has 10 seconds to end by itself/).waitFor();
    await window.shot('stop');
    await notifications.press(/to end by itself/, 'Cancel');
    await notifications.toast(/was asked to stop ls-look-stubborn and still waits for it/).waitFor();
    await notifications.press(/still waits for it/, 'Kill Now');
    await window.workbench
      .view('Containers')
      .row(/stubborn.*exited \(137\)/)
      .waitFor();
  });
});
