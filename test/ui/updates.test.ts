import assert from 'node:assert/strict';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { retag } from '../../src/core/registry/copy.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { buildBusyboxImage, removeAll } from '../support/busyboxImage.js';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import { TestWindow } from './window.js';

const host = process.env['LONGSHORE_TEST_REGISTRY'] ?? '';
const username = process.env['LONGSHORE_TEST_REGISTRY_USER'] ?? '';
const password = process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '';
const prefix = 'ls-newer';
const repository = `${host}/${prefix}/app`;
const local = `${prefix}-local:1`;

describe('updates by hand', () => {
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  const client = new RegistryClient({ host, credential: { kind: 'password', username, password } });
  let window: TestWindow;
  before(async () => {
    await emptyEngine(testDocker());
    await removeAll(engine, prefix);
    await build(`${repository}:1`, 'one');
    await push('1');
    await start('web', `${repository}:1`);
    await build(`${repository}:next`, 'two');
    await push('next');
    await retag(client, `${prefix}/app`, 'next', '1');
    await build(local, 'one');
    await start('local', local);
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    const env = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { auth } } }) };
    window = await TestWindow.open({ env });
    await window.workbench.openContainer();
  });
  after(async () => {
    await window?.close();
    await removeAll(engine, prefix);
    engine.dispose();
  });

  const build = (tag: string, label: string) =>
    buildBusyboxImage(engine, tag, ['STOPSIGNAL SIGKILL', 'CMD ["sleep", "1000"]', `LABEL is=${label}`]);

  async function push(tag: string): Promise<void> {
    const auth = { username, password, serveraddress: host };
    for await (const _ of engine.images.push(`${repository}:${tag}`, { auth }));
  }

  async function start(label: string, image: string): Promise<void> {
    const { id } = await engine.containers.create({ image, name: `${prefix}-${label}` });
    await engine.containers.start(id);
  }

  const row = (label: string) => window.workbench.view('Containers').row(`${prefix}-${label}`);
  const marked = (label: string) =>
    window.workbench.view('Containers').row(new RegExp(`${prefix}-${label}.*update available`));

  it('mark a container as soon as its tag means another image here', async () => {
    await row('local').waitFor();
    assert.doesNotMatch(await row('local').text(), /update available/);
    await build(local, 'two');
    await marked('local').waitFor();
    assert.match((await marked('local').ariaLabel()) ?? '', /image ls-newer-local:1, update available/);
  });

  it('mark what is newer in the registry when asked, and put it in place', async () => {
    const { workbench } = window;
    assert.doesNotMatch(await row('web').text(), /update available/);
    await workbench.runCommand('Longshore: Check Images in Use for Newer Versions');
    await workbench.notifications.toast('A newer image is there for').waitFor();
    await marked('web').waitFor();
    const tag = workbench.view('Images').row(/^1 ?update available/);
    await tag.waitFor();
    await window.shot('updates', ['dark', 'light', 'contrast']);
    assert.ok((await marked('web').menuLabels()).includes('Update…'));
    await tag.pressInline('Update…');
    assert.match(await workbench.dialog.text(), /ls-newer-web: .*app:1, [0-9a-f]{12} → [0-9a-f]{12}/);
    await window.shot('updates-question');
    await workbench.dialog.press('Update');
    await workbench.notifications.toast(`Updated ${prefix}-web.`).waitFor();
    await marked('web').waitFor('detached');
    const found = (await engine.containers.list()).find(({ name }) => name === `${prefix}-web`);
    assert.equal(found?.labels['is'], 'two');
    assert.equal(found?.state, 'running');
  });
});
