import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { retag } from '../../src/core/registry/copy.js';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { pushChart, pushImage, pushIndex } from '../support/contractRegistry.js';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import { stepByStep } from './stepByStep.js';
import { TestWindow } from './window.js';

const host = process.env['LONGSHORE_TEST_REGISTRY'] ?? '';
const username = process.env['LONGSHORE_TEST_REGISTRY_USER'] ?? '';
const password = process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '';

describe('the registries view', () => {
  stepByStep();
  let window: TestWindow;
  const client = new RegistryClient({ host, credential: { kind: 'password', username, password } });
  before(async () => {
    await emptyEngine(testDocker());
    await pushImage(client, 'ui/app', 'one', '1.0');
    await retag(client, 'ui/app', '1.0', 'latest');
    await pushIndex(client, 'ui/app', 'multi', '2.0');
    await pushChart(client, 'ui/app', 'chart');
    window = await TestWindow.open();
  });
  after(() => window?.close());

  it('connects after a wrong password and a right one, and shows repositories, tags and platforms', async () => {
    const { workbench } = window;
    const { quickInput } = workbench;
    await workbench.openContainer();
    const view = workbench.view('Registries');
    await view.row('Docker Hub').waitFor();
    await workbench.runCommand('Longshore: Connect Registry…');
    await quickInput.answer(host, 'Address of the registry');
    await quickInput.answer(username, 'User name');
    await quickInput.answer('wrong', 'Password');
    await quickInput.answer(username, 'asks for a login');
    await quickInput.answer(password, 'Password');
    await workbench.notifications.toast(`Connected to ${host}`).waitFor();
    for (const title of ['Containers', 'Images']) await workbench.view(title).collapse();
    await view.expand();
    await view.row(host).expand();
    await view.row('ui/app').expand();
    // The registry lists names only; the rest comes once the rows show.
    await view.row(/latest.*= 1\.0 · [\d.]+kB · 2 years/).waitFor();
    await view.row(/2\.0.*kB · 2 years/).waitFor();
    await view.row(/chart.*Helm chart/).waitFor();
    const tags = (await view.texts()).filter((text) => /^(latest|\d\.\d)/.test(text));
    assert.deepEqual(
      tags.map((text) => text.split(' ')[0]),
      ['latest', '2.0'],
    );
    await view.row('2.0').expand();
    await view.row('linux/arm64').waitFor();
    await view.rowSaid('tag latest, same as 1.0').waitFor();
    await window.shot('registries', ['dark', 'light', 'contrast']);
  });

  it('pulls a tag, marks it, and shows the manifest and the copied reference', async () => {
    const { workbench } = window;
    const view = workbench.view('Registries');
    await view.row('latest').pressInline('Pull');
    await workbench.notifications.toast(`Pulled ${host}/ui/app:latest`).waitFor();
    await view.row(/latest.*pulled/).waitFor();
    await view.row('latest').choose('Inspect Manifest');
    await workbench.editor.tab('latest.json').waitFor();
    assert.match(await workbench.editor.text(), /"schemaVersion":\s2/);
    await view.row('latest').choose('Copy Reference');
  });

  it('deletes one tag of a digest and leaves the other', async () => {
    const { workbench } = window;
    const view = workbench.view('Registries');
    await view.row('latest').choose('Delete from Registry…');
    await workbench.dialog.press('Delete');
    assert.match(await workbench.dialog.text(), /1\.0/);
    await workbench.dialog.press('Delete This Tag Only');
    await view.row('latest').waitFor('detached');
    await view.row('1.0').waitFor();
  });

  it('adds a tag, copies a tag to another repository, and compares two', async () => {
    const { workbench } = window;
    const { quickInput } = workbench;
    const view = workbench.view('Registries');
    await view.row('2.0').choose('Add Tag…');
    await quickInput.answer('edge', 'Add a tag');
    // Both tags are one row as soon as their digests are known; a menu on the row before that would be of a row that goes.
    await view.row(/edge.*= 2\.0/).waitFor();
    const target = `${host}/ui/promoted:2.0`;
    await view.row('2.0').choose('Copy to Another Repository…');
    await quickInput.answer(target, 'digest stays the same');
    await workbench.notifications.toast('has the same digest').waitFor();
    assert.equal((await client.head('ui/promoted', '2.0')).digest, (await client.head('ui/app', '2.0')).digest);
    await view.row('ui/promoted').waitFor();
    await view.row('1.0').waitFor();
    await view.row('1.0').choose('Compare with Another Tag…');
    await quickInput.choose('edge');
    await workbench.editor.tab('app:1.0 ↔ app:edge (linux/amd64)').waitFor();
    await window.page.locator('.editor-instance .view-line', { hasText: 'SALT=one' }).first().waitFor();
    await window.shot('registry-compare');
  });

  it('plans the deletion of old tags before it deletes them', async () => {
    const { workbench } = window;
    const { quickInput } = workbench;
    const view = workbench.view('Registries');
    for (const tag of ['old-1', 'old-2', 'old-3']) await pushImage(client, 'ui/app', tag, tag);
    await view.row(/ui\/app/).choose('Delete Old Tags…');
    await quickInput.answer('0', 'How many');
    await quickInput.answer('30', 'older than');
    await quickInput.rows.first().waitFor();
    const offered = await quickInput.labels();
    // The digest of 1.0 was pulled, so it is in use; edge moves, and 2.0 is the same image.
    assert.deepEqual([...offered].sort(), ['old-1', 'old-2', 'old-3']);
    await window.shot('registry-cleanup');
    await quickInput.rows.filter({ hasText: 'old-3' }).first().click();
    await quickInput.input.press('Enter');
    assert.match(await workbench.dialog.text(), /Delete 2 tags/);
    await workbench.dialog.press('Delete');
    // The rows were read before these tags came: this one shows when all is done and read again.
    await view.row('old-3').waitFor();
    await view.row('old-1').waitFor('detached');
    const left: string[] = [];
    for await (const page of client.tags('ui/app')) left.push(...page);
    assert.deepEqual(left.sort(), ['1.0', '2.0', 'chart', 'edge', 'old-3']);
  });

  it('filters what is loaded', async () => {
    const { workbench } = window;
    const view = workbench.view('Registries');
    await view.pressTitleButton('Filter Registries');
    await workbench.quickInput.answer('edge', 'Words of');
    await view.row('1.0').waitFor('detached');
    await view.row('edge').waitFor();
    await view.pressTitleButton('Clear Registry Filter');
    await view.row('1.0').waitFor();
  });

  it('forgets the registry', async () => {
    const { workbench } = window;
    const view = workbench.view('Registries');
    await view.row(host).choose('Disconnect Registry…');
    await workbench.dialog.press('Disconnect');
    await view.row(host).waitFor('detached');
    await view.row('Connect a Registry…').waitFor();
    assert.deepEqual(window.errors, []);
  });
});

describe('the registries view beside the docker CLI', () => {
  let window: TestWindow;
  const folder = mkdtempSync(path.join(tmpdir(), 'docker-config-'));
  const write = (json: object) => writeFileSync(path.join(folder, 'config.json'), JSON.stringify(json));
  before(async () => {
    write({});
    window = await TestWindow.open({ env: { DOCKER_CONFIG: folder } });
  });
  after(async () => {
    await window?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows a registry as soon as the CLI has logged in to it, and reads it with that login', async () => {
    const { workbench } = window;
    await workbench.openContainer();
    for (const title of ['Containers', 'Images']) await workbench.view(title).collapse();
    const view = workbench.view('Registries');
    await view.row('Connect a Registry…').waitFor();
    // The editor takes a moment to watch the file.
    await window.page.waitForTimeout(2000);
    write({ auths: { [host]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } } });
    await view.row(host).waitFor();
    assert.match(await view.row(host).text(), /longshore · docker login/);
    await view.row(host).expand();
    await view.row('ui/app').waitFor();
  });
});
