import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeEngine } from '../support/fakeEngine.js';
import type { TreeView } from './pages/treeView.js';
import { TestWindow } from './window.js';

async function open(socket: string): Promise<{ window: TestWindow; containers: TreeView }> {
  const window = await TestWindow.open({ env: { DOCKER_HOST: `unix://${socket}` } });
  await window.workbench.openContainer();
  return { window, containers: window.workbench.view('Containers') };
}

describe('the views, when the engine', () => {
  let folder: string;
  let window: TestWindow | undefined;
  let fake: FakeEngine | undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'away-'));
  });

  afterEach(async () => {
    await window?.close();
    fake?.dispose();
    window = undefined;
    fake = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is not there, say so and offer help', async () => {
    const opened = await open(path.join(folder, 'none.sock'));
    window = opened.window;
    await opened.containers.pane.getByText('No Docker Engine was found').waitFor();
    assert.match(
      await opened.containers.welcome(),
      /No Docker Engine was found[\s\S]*Diagnose[\s\S]*Use Another Engine…[\s\S]*Try Again/,
    );
    await window.shot('no-engine', ['dark', 'light', 'contrast']);
  });

  it('has nothing, explain what would be here', async () => {
    fake = await new FakeEngine().start();
    const opened = await open(fake.socketPath);
    window = opened.window;
    await opened.containers.pane.getByText('A container is a program that runs apart').waitFor();
    await window.workbench.view('Images').pane.getByText('An image is the fixed template').waitFor();
    await window.shot('empty', ['dark']);
  });

  it('goes away and comes back, say so at once and fill by themselves', async () => {
    fake = await new FakeEngine().start();
    fake.state.addImage('app:1');
    fake.state.addContainer('web', { state: 'running' });
    const opened = await open(fake.socketPath);
    window = opened.window;
    const row = opened.containers.row('web');
    await row.waitFor();
    for (let round = 0; round < 2; round += 1) {
      fake.stop();
      await row.waitFor('detached');
      await opened.containers.pane.getByText('No Docker Engine was found').waitFor();
      await fake.start();
      await row.waitFor();
    }
  });

  it('accepts connections and says nothing, do not wait in silence', async () => {
    const socket = path.join(folder, 'silent.sock');
    const server = net.createServer(() => {}).listen(socket);
    try {
      const opened = await open(socket);
      window = opened.window;
      await opened.containers.pane.getByText('Connecting to the Docker Engine').waitFor();
      await opened.containers.pane.getByText('accepts connections at the address').waitFor();
    } finally {
      await window?.close();
      window = undefined;
      server.close();
    }
  });

  it('has hundreds of objects and odd ones, show them all', async () => {
    fake = await new FakeEngine().start();
    const odd = [{ Id: 'x'.repeat(64), Names: 5, Image: '`a`](command:b)\u001b[31m\u202e', State: 'weird' }, null, 7];
    fake.intercept = (_request, response, route) => {
      if (route === '/containers/json') response.end(JSON.stringify([...odd, ...manyContainers(500)]));
      else if (route === '/images/json') response.end(JSON.stringify(manyImages(300)));
      else return false;
      return true;
    };
    const opened = await open(fake.socketPath);
    window = opened.window;
    const setSize = (view: TreeView) => view.rows.first().getAttribute('aria-setsize');
    await opened.containers.row('web-000').waitFor();
    assert.equal(await setSize(opened.containers), '503');
    assert.equal(await setSize(window.workbench.view('Images')), '300');
    assert.match((await opened.containers.texts()).slice(0, 3).join('\n'), /unreadable/);
    await window.shot('many', ['dark']);
  });
});

const digits = (number: number, length: number) => String(number).padStart(length, '0');

function manyContainers(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    Id: digits(i, 64),
    Names: [`/web-${digits(i, 3)}`],
    Image: 'app:1',
    ImageID: 'sha256:1',
    State: 'running',
    Status: 'Up 3 hours',
  }));
}

function manyImages(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    Id: `sha256:${digits(i, 64)}`,
    RepoTags: [`repository-${digits(i, 3)}:1`],
    Created: 1_700_000_000,
    Size: 1000,
  }));
}
