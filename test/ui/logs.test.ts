import assert from 'node:assert/strict';
import { RealEngine } from '../support/realEngine.js';
import { emptyEngine, testDocker } from '../support/testDocker.js';
import { until } from './until.js';
import { TestWindow } from './window.js';

describe('logs', () => {
  let window: TestWindow;
  let real: RealEngine;

  before(async () => {
    await emptyEngine(testDocker());
    real = await RealEngine.open('ui-logs');
    window = await TestWindow.open();
    await window.workbench.openContainer();
  });

  after(async () => {
    await window?.close();
    await real?.dispose();
  });

  async function view(name: string): Promise<void> {
    const row = window.workbench.view('Containers').row(`ui-logs-${name}`);
    await row.waitFor();
    await row.pressInline('View Logs');
  }

  /** Waits until the terminal in sight shows this, and resolves with all its text. */
  async function shows(pattern: RegExp): Promise<string> {
    let text = '';
    await until(`the terminal shows ${pattern}`, async () => {
      text = await window.workbench.panel.terminal();
      return pattern.test(text);
    });
    return text;
  }

  const ticking = 'n=0; while :; do n=$((n+1)); echo "line $n is here"; sleep 0.2; done';

  it('are followed live, over a restart, without a line lost or doubled', async () => {
    const id = await real.run('ticker', ticking);
    await view('ticker');
    await shows(/line 3 /);
    await real.engine.containers.kill(id);
    await shows(/stopped with exit code 137/);
    await real.engine.containers.start(id);
    const text = await shows(/… restarted[\s\S]*line 4 /);
    const [before = '', after = ''] = text.split('… restarted');
    const numbers = (part: string) => [...part.matchAll(/^line (\d+) /gm)].map(([, n]) => Number(n));
    const inOrder = (first: number, all: readonly number[]) =>
      assert.deepEqual(
        all,
        all.map((_, index) => first + index),
      );
    inOrder(1, numbers(after));
    inOrder(numbers(before)[0] ?? 0, numbers(before));
    await window.shot('logs', ['dark', 'light']);
  });

  it('say how a container ended, and that it was removed', async () => {
    const id = await real.run('brief', 'printf "\\033[31mred\\033[0m\\nno end"; exit 7');
    await view('brief');
    const text = await shows(/stopped with exit code 7/);
    assert.match(text, /^red\nno end\n… stopped with exit code 7/);
    const html = await window.page.locator('.terminal-wrapper.active .xterm-rows').first().innerHTML();
    assert.match(html, /<span[^>]*xterm-fg-1[^>]*>red<|<span[^>]*color:[^>]*>red</);
    await real.engine.containers.remove(id, { force: true });
    await shows(/the container was removed/);
  });

  it('reveal the terminal that is there already', async () => {
    await view('ticker');
    const tabs = () => window.page.locator('.terminal-tabs-entry', { hasText: 'ui-logs-ticker' }).count();
    const before = await tabs();
    await view('ticker');
    assert.equal(await tabs(), before);
  });

  it('do not let a container reach the clipboard or the title', async () => {
    await real.run('evil', 'printf "\\033]52;c;ZXZpbA==\\007\\033]0;pwned\\007safe\\033[6n\\n"; sleep 1000');
    await view('evil');
    assert.equal((await shows(/safe/)).trim(), 'safe');
    assert.equal(await window.page.locator('.terminal-tabs-entry', { hasText: 'pwned' }).count(), 0);
  });

  it('stay up with a container that writes as fast as it can', async () => {
    const id = await real.run('flood', 'yes "0123456789012345678901234567890123456789012345678901234567890123456789"');
    await view('flood');
    await shows(/0123456789/);
    await window.page.waitForTimeout(5000);
    await window.workbench.runCommand('Longshore: Filter Containers…');
    await window.workbench.quickInput.cancel();
    await real.engine.containers.kill(id);
    await shows(/stopped with exit code 137/);
  });
});
