import { FakeEngine } from '../support/fakeEngine.js';
import { TestWindow } from './window.js';

describe('the engine of an untrusted folder', () => {
  let window: TestWindow;
  let fake: FakeEngine;
  before(async () => {
    fake = await new FakeEngine().start();
    fake.state.addContainer('web', { state: 'running' });
    window = await TestWindow.open({ trust: false });
  });
  after(async () => {
    await window?.close();
    fake.dispose();
  });

  it('is chosen where the choice has an effect, and that is said', async () => {
    const { workbench } = window;
    await window.declineTrust();
    await workbench.openContainer();
    await workbench.runCommand('Longshore: Use Engine…');
    await workbench.quickInput.choose('Enter an Address…');
    await workbench.quickInput.answer(`unix://${fake.socketPath}`, 'Address of the Docker Engine');
    await workbench.notifications.toast('this folder is not trusted').waitFor();
    await workbench.view('Containers').row('web').waitFor();
  });
});
