import assert from 'node:assert/strict';
import { TestWindow } from './window.js';

describe('the window', () => {
  let window: TestWindow;
  before(async () => {
    window = await TestWindow.open();
  });
  after(() => window?.close());

  it('has an icon that opens three views', async () => {
    const { workbench } = window;
    await workbench.openContainer();
    for (const title of ['Containers', 'Images', 'Registries']) {
      await workbench.view(title).header.waitFor();
    }
    await window.shot('views', ['dark', 'light', 'contrast']);
    assert.deepEqual(await workbench.notifications.texts(), []);
  });
});
