import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { pushImage } from '../support/contractRegistry.js';
import { RealEngine } from '../support/realEngine.js';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import type { TreeView } from './pages/treeView.js';
import { TestWindow } from './window.js';

const host = process.env['LONGSHORE_TEST_REGISTRY'] ?? '';
const username = process.env['LONGSHORE_TEST_REGISTRY_USER'] ?? '';
const password = process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '';

/** VS Code hands the focused row to a button of the title, as if the row had been chosen. */
describe('the buttons of a title while a row has the focus', () => {
  const client = new RegistryClient({ host, credential: { kind: 'password', username, password } });
  const folder = mkdtempSync(path.join(tmpdir(), 'docker-config-'));
  let real: RealEngine;
  let window: TestWindow;
  before(async () => {
    await emptyEngine(testDocker());
    real = await RealEngine.open('ui-titles');
    await real.run('web', 'sleep 100000');
    await real.create('first', 'true');
    await real.create('second', 'true');
    for (const tag of ['unused', 'spare']) await real.build(`ui-titles/${tag}:1`, `LABEL is=${tag}`);
    await pushImage(client, 'ui-titles/app', 'app', '1');
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
    window = await TestWindow.open({ env: { DOCKER_CONFIG: folder } });
    await window.workbench.openContainer();
  });
  after(async () => {
    await window?.close();
    await real?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Presses every button and looks what it does; a button that nobody looks at fails. */
  async function pressAll(view: TreeView, focused: string | RegExp, outcomes: Readonly<Record<string, Outcome>>) {
    const toggled = (label: string) => /^(Show All|Clear)/.test(label);
    const expected = Object.keys(outcomes).filter((label) => !toggled(label));
    assert.deepEqual((await view.titleEntries()).sort(), expected.sort());
    for (const [label, outcome] of Object.entries(outcomes)) {
      await view.row(focused).select();
      await view.pressTitleEntry(label);
      await outcome().catch((error: Error) => assert.fail(`${label}: ${error.message}`));
    }
    assert.equal(await window.page.locator('.notification-toast .codicon-error').count(), 0);
  }

  type Outcome = () => Promise<void>;
  const asks =
    (question: string | RegExp, answer = '') =>
    async () => {
      const { quickInput } = window.workbench;
      await quickInput.box.filter({ hasText: question }).or(window.page.getByPlaceholder(question)).first().waitFor();
      assert.equal(await quickInput.input.inputValue(), answer);
      await quickInput.cancel();
    };
  const offers =
    (...labels: string[]) =>
    async () => {
      const { quickInput } = window.workbench;
      for (const label of labels) await quickInput.rows.filter({ hasText: label }).first().waitFor();
      await quickInput.cancel();
    };
  const shows = (view: TreeView, row: string | RegExp) => () => view.row(row).waitFor();
  const hides = (view: TreeView, row: string | RegExp) => () => view.row(row).waitFor('detached');

  it('are about all containers', async () => {
    const view = window.workbench.view('Containers');
    await view.row('ui-titles-web').waitFor();
    await pressAll(view, 'ui-titles-web', {
      'Filter Containers…': asks('Filter Containers'),
      'Show Running Containers Only': hides(view, 'ui-titles-first'),
      'Show All Containers': shows(view, 'ui-titles-first'),
      'Refresh Containers': shows(view, 'ui-titles-first'),
      'Remove Stopped Containers…': offers('ui-titles-first', 'ui-titles-second'),
    });
  });

  it('are about all images', async () => {
    const view = window.workbench.view('Images');
    await view.row('ui-titles/unused').waitFor();
    await pressAll(view, 'ui-titles/unused', {
      'Filter Images…': asks('Filter Images'),
      'Pull…': asks('Pull an image'),
      'Show Unused Images Only': hides(view, 'ui-titles/base'),
      'Show All Images': shows(view, 'ui-titles/base'),
      'Refresh Images': shows(view, 'ui-titles/base'),
      'Remove Unused Images…': offers('ui-titles/unused', 'ui-titles/spare'),
    });
  });

  it('are about all registries', async () => {
    const { workbench } = window;
    for (const title of ['Containers', 'Images']) await workbench.view(title).collapse();
    const view = workbench.view('Registries');
    await view.expand();
    await view.row(host).expand();
    await view.row('ui-titles/app').waitFor();
    await pushImage(client, 'ui-titles/later', 'later', '1');
    await pressAll(view, 'Docker Hub', {
      'Connect Registry…': asks('Address of the registry'),
      'Filter Registries…': asks('Filter Registries'),
      'Refresh Registries': shows(view, 'ui-titles/later'),
      'Search Docker Hub…': asks('Search Docker Hub'),
      'Check Images in Use for Newer Versions': () =>
        workbench.notifications.toast(/point where they did|could not be asked/).waitFor(),
    });
  });
});
