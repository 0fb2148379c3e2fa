import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { RegistryClient } from '../../src/core/registry/registryClient.js';
import { pushImage, pushIndex } from '../support/contractRegistry.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

const host = process.env['LONGSHORE_TEST_REGISTRY'] ?? '';
const username = process.env['LONGSHORE_TEST_REGISTRY_USER'] ?? '';
const password = process.env['LONGSHORE_TEST_REGISTRY_PASSWORD'] ?? '';

describe('images in a Dockerfile', () => {
  let window: TestWindow;
  before(async () => {
    const client = new RegistryClient({ host, credential: { kind: 'password', username, password } });
    await pushImage(client, 'ui/node', 'one', '22.1.0');
    await pushImage(client, 'ui/node', 'two', '22.1.4');
    await pushIndex(client, 'ui/node', 'three', '22.3.0');
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    window = await TestWindow.open({
      env: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { auth } } }) },
      settings: { 'longshore.inlayHints.imageSize': true },
    });
    const text = `FROM ${host}/ui/node:22.1.0 AS build\nRUN echo\nFROM ${host}/ui/node:22.3.0\n`;
    writeFileSync(path.join(window.folder, 'images.Dockerfile'), text);
    await window.workbench.openFile('images.Dockerfile');
  });
  after(() => window?.close());

  const suggestion = (text: string) =>
    window.page.locator('.suggest-widget .monaco-list-row', { hasText: text }).first();

  it('tell what they are under the mouse, and how large and old they are behind them', async () => {
    const { workbench, page } = window;
    const { active } = workbench.editor;
    await active
      .locator('.view-line', { hasText: /years?\sago/ })
      .first()
      .waitFor();
    const image = active.locator('.view-line', { hasText: '22.3.0' }).locator('span span', { hasText: 'node' }).first();
    await workbench.editor.hoverOn(image, 'linux/arm64');
    await window.shot('dockerfile-hover-from');
    await page.keyboard.press('Escape');
  });

  it('have a light bulb with newer versions and a pin', async () => {
    const { workbench, page } = window;
    await workbench.editor.clickOn('22.1.0');
    await page.keyboard.press('Home');
    await page.keyboard.press('ControlOrMeta+ArrowRight');
    await page.keyboard.press('ControlOrMeta+ArrowRight');
    await page.keyboard.press('ControlOrMeta+.');
    const entry = (title: string) => page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await entry('Take the newest minor version: 22.3.0').waitFor();
    await entry('Pin to the digest').waitFor();
    await entry('Take the newest patch: 22.1.4').click();
    await until('the tag is new', async () => (await workbench.editor.text()).includes('ui/node:22.1.4 AS build'));
    await page.keyboard.press('ControlOrMeta+.');
    await entry('Pin to the digest').click();
    const pinned = /# build \S+:22\.1\.4 as of \d{4}-\d{2}-\d{2}\nFROM \S+:22\.1\.4@sha256:[0-9a-f]{64}/;
    await until('the image is pinned', async () => pinned.test(await workbench.editor.text()));
  });

  it('have names and tags offered while they are written', async () => {
    const { workbench, page } = window;
    await workbench.editor.clickOn('RUN echo');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type(`FROM ${host}/ui`);
    await suggestion('ui/node').waitFor();
    await window.shot('dockerfile-image-names');
    await page.keyboard.press('Escape');
    await page.keyboard.type('/node:');
    await suggestion('22.1.4').waitFor();
    await suggestion('22.3.0').waitFor();
    await window.shot('dockerfile-image-tags');
    await page.keyboard.press('Escape');
  });
});
