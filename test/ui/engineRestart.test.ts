import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { base, importBase } from '../support/contractEngine.js';
import { PrivateEngine } from '../support/privateEngine.js';
import type { TreeView } from './pages/treeView.js';
import { stepByStep } from './stepByStep.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

/** A real engine is killed and started again under an open window that follows a log. */
describe('a window whose engine is killed', () => {
  stepByStep();
  let daemon: PrivateEngine;
  let engine: DockerodeEngine;
  let window: TestWindow;
  let containers: TreeView;
  let id: string;

  before(async () => {
    daemon = new PrivateEngine();
    await daemon.start();
    engine = new DockerodeEngine({ kind: 'socket', path: daemon.socket });
    await importBase(engine);
    const script = 'n=0; while :; do n=$((n+1)); echo "tick $n"; sleep 1; done';
    ({ id } = await engine.containers.create({ image: base, name: 'ticker', command: ['sh', '-c', script] }));
    await engine.containers.start(id);
    window = await TestWindow.open({ env: { DOCKER_HOST: `unix://${daemon.socket}` } });
    await window.workbench.openContainer();
    containers = window.workbench.view('Containers');
  });
  after(async () => {
    await window?.close();
    engine?.dispose();
    await daemon?.dispose();
  });

  const terminal = () => window.workbench.panel.terminal();

  it('shows the container and follows its log', async () => {
    await containers.row(/ticker.*running/).waitFor();
    await containers.row('ticker').pressInline('View Logs');
    await until('the log is followed', async () => /tick \d+/.test(await terminal()));
  });

  it('says at once that the engine is away, in the view and in the log', async () => {
    await daemon.kill();
    await containers.pane.getByText('Try Again').waitFor();
    await until('the log says so', async () => /… the engine does not answer/.test(await terminal()));
    await window.shot('engine-killed');
  });

  it('fills by itself when the engine is back, and the log goes on', async () => {
    // Where the step is tried again, it has started it already.
    await daemon.kill();
    // Its containerd ended with it; where nobody collects dead processes, its number would seem to be alive.
    rmSync(path.join(path.dirname(daemon.socket), 'exec/containerd/containerd.pid'), { force: true });
    await daemon.start();
    await containers.row('ticker').waitFor();
    await containers.row(/ticker.*exited/).waitFor();
    await until('the log says how it ended', async () => /… stopped/.test(await terminal()));
    await engine.containers.start(id);
    await until('the log is followed again', async () => {
      const [, after = ''] = (await terminal()).split('… restarted');
      return /^tick \d+$/m.test(after);
    });
  });

  it('leaves no connection behind: the log’s goes with its terminal, the rest with the views', async () => {
    // Our own, which rests between calls.
    engine.dispose();
    const followed = await settled();
    await window.workbench.runCommand('Terminal: Kill the Active Terminal Instance');
    await until('the log is no longer read', async () => (await settled()) < followed);
    await window.workbench.activityIcon('Explorer').click();
    await containers.header.waitFor({ state: 'detached' });
    await until('nothing is connected without a view', async () => (await settled()) === 0);
  });

  /** Connections that the engine has, when their number rests. */
  async function settled(): Promise<number> {
    let before = -1;
    for (let now = connections(); now !== before; now = connections()) {
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return before;
  }

  /** As the kernel lists them; the engine's end bears the name of its socket, and a connected one has the state 03. */
  function connections(): number {
    const lines = readFileSync('/proc/self/net/unix', 'utf8').split('\n');
    return lines.filter((line) => line.endsWith(daemon.socket) && line.split(' ')[5] === '03').length;
  }
});
