import assert from 'node:assert/strict';
import { commands, type Terminal, window } from 'vscode';
import { DockerodeEngine } from '../../src/core/engine/dockerodeEngine.js';
import { execText } from '../../src/core/engine/shell.js';
import { Answers } from '../support/answers.js';
import { buildBusyboxImage, removeAll } from '../support/busyboxImage.js';
import { waitFor } from '../support/waitFor.js';
import { describeWithEngine } from '../support/withEngine.js';

const prefix = 'ls-terms';
const image = `${prefix}-base:1`;
const bare = `${prefix}-bare:1`;

describeWithEngine('terminals over the Engine API', () => {
  const engine = new DockerodeEngine({ kind: 'socket', path: process.env['LONGSHORE_TEST_ENGINE'] ?? '' });
  let answers: Answers;
  let id: string;

  before(async function () {
    this.timeout(60_000);
    await removeAll(engine, prefix);
    await buildBusyboxImage(engine, image, ['CMD ["sh"]']);
    await buildBusyboxImage(engine, bare, ['CMD ["sleep", "1000"]'], { shell: false });
    id = await start(image, 'web', ['sleep', '1000']);
    answers = new Answers();
  });
  beforeEach(() => answers.clear());
  afterEach(async () => {
    for (const terminal of window.terminals) terminal.dispose();
    await waitFor('closed terminals', () => window.terminals.length === 0);
  });
  after(async () => {
    answers.restore();
    await removeAll(engine, prefix);
    engine.dispose();
  });

  async function start(from: string, label: string, command: string[]): Promise<string> {
    const made = await engine.containers.create({ image: from, name: `${prefix}-${label}`, command });
    await engine.containers.start(made.id);
    return made.id;
  }

  async function inContainer(script: string, container = id): Promise<string | undefined> {
    const { exitCode, text } = await execText(engine.containers, container, {
      command: ['sh', '-c', script],
      tty: false,
    });
    return exitCode === 0 && text.trim() !== '' ? text.trim() : undefined;
  }

  async function open(command: string, ...args: unknown[]): Promise<Terminal> {
    const before = new Set(window.terminals);
    await commands.executeCommand(`longshore.${command}`, ...args);
    return waitFor('a terminal', () => window.terminals.find((terminal) => !before.has(terminal)));
  }

  const ended = (terminal: Terminal) =>
    waitFor('the terminal’s end', () => !window.terminals.includes(terminal) && (terminal.exitStatus ?? {}));

  it('open a shell that takes input and knows its window', async () => {
    const terminal = await open('container.openShell', `${prefix}-web`);
    assert.equal(terminal.name, `${prefix}-web › ash (container)`);
    terminal.sendText('stty size > /size; echo "$PPID" > /typed');
    assert.match(await waitFor('the size', () => inContainer('cat /size')), /^[1-9]\d* [1-9]\d*$/);
    await waitFor('what was typed', () => inContainer('cat /typed'));
  });

  it('close with the shell’s exit code', async () => {
    const terminal = await open('container.openShell', `${prefix}-web`);
    terminal.sendText('echo > /ready');
    await waitFor('the shell', () => inContainer('cat /ready && echo yes'));
    terminal.sendText('exit 7');
    assert.equal(((await ended(terminal)) as { code?: number }).code, 7);
  });

  it('pass Ctrl+C on', async () => {
    const terminal = await open('container.openShell', `${prefix}-web`);
    terminal.sendText('sleep 500; echo broken > /broken');
    await waitFor('the sleep', () => inContainer('grep -l "^sleep.500" /proc/[0-9]*/cmdline'));
    terminal.sendText('\x03', false);
    terminal.sendText('echo after > /after');
    await waitFor('the prompt', () => inContainer('cat /after'));
    assert.equal(await inContainer('cat /broken'), undefined);
  });

  it('end the shell and what runs in it when the terminal is closed', async () => {
    const terminal = await open('container.openShell', `${prefix}-web`);
    terminal.sendText('echo $$ > /pid; sleep 600');
    const pid = await waitFor('the pid', () => inContainer('cat /pid'));
    await waitFor('the sleep', () => inContainer('grep -l "^sleep.600" /proc/[0-9]*/cmdline'));
    terminal.dispose();
    await waitFor('the end of the shell', async () => (await inContainer(`kill -0 ${pid} && echo yes`)) === undefined);
    await waitFor(
      'the end of the sleep',
      async () => (await inContainer('grep -l "^sleep.600" /proc/[0-9]*/cmdline')) === undefined,
    );
  });

  it('run a command with options and keep what it printed until a key', async () => {
    const terminal = await open('container.exec', `${prefix}-web`, '-w /bin -e A=1 pwd > /where; echo $A >> /where');
    assert.equal(await waitFor('its output', () => inContainer('cat /where')), '/bin\n1');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok(window.terminals.includes(terminal));
    terminal.sendText('x', false);
    await ended(terminal);
  });

  it('stay with an explanation when the container stops', async () => {
    const other = await start(image, 'stops', ['sleep', '1000']);
    const terminal = await open('container.openShell', `${prefix}-stops`);
    terminal.sendText('echo > /ready');
    await waitFor('the shell', () => inContainer('cat /ready && echo yes', other));
    await engine.containers.kill(other);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    assert.ok(window.terminals.includes(terminal));
    terminal.sendText('x', false);
    await ended(terminal);
  });

  it('say that an image has no shell', async () => {
    await start(bare, 'bare', ['sleep', '1000']);
    await commands.executeCommand('longshore.container.openShell', `${prefix}-bare`);
    assert.match(answers.last?.message ?? '', /has no shell: its image ls-terms-bare:1/);
    assert.deepEqual(answers.last?.choices, ['Execute Command…']);
    assert.equal(window.terminals.length, 0);
  });

  it('say that a stopped container takes no commands', async () => {
    const made = await engine.containers.create({ image, name: `${prefix}-rests`, command: ['sh'] });
    await commands.executeCommand('longshore.container.openShell', made.id);
    assert.match(answers.last?.message ?? '', /Commands can be run only in a running container/);
  });

  describe('run interactively', () => {
    const made = async (from: string) =>
      (await engine.containers.list()).filter((one) => one.image === from && !one.name.startsWith(prefix));
    afterEach(async () => {
      for (const { id: old } of await made(image)) await engine.containers.remove(old, { force: true });
    });

    it('a shell image: the container goes with its shell', async () => {
      const before = (await made(image)).length;
      const terminal = await open('image.runInteractive', image);
      await waitFor('the container', async () => (await made(image)).some(({ state }) => state === 'running'));
      terminal.sendText('exit 0');
      assert.equal(((await ended(terminal)) as { code?: number }).code, 0);
      await waitFor('its removal', async () => (await made(image)).length === before);
    });

    it('and with its terminal', async () => {
      const terminal = await open('image.runInteractive', image);
      await waitFor('the container', async () => (await made(image)).some(({ state }) => state === 'running'));
      terminal.dispose();
      await waitFor('its removal', async () => (await made(image)).length === 0);
    });

    it('an image’s own command, when that is chosen', async () => {
      answers.with('The image’s own command');
      const terminal = await open('image.runInteractive', bare);
      const running = async () =>
        (await made(bare)).some((one) => one.state === 'running' && /sleep/.test(one.command));
      await waitFor('the container', running);
      terminal.dispose();
      await waitFor('its removal', async () => (await made(bare)).length === 0);
    });

    it('an image without a shell says so and leaves nothing behind', async () => {
      answers.with('Shell');
      const terminal = await open('image.runInteractive', bare);
      assert.equal(answers.last?.kind, 'pick');
      await waitFor('the end at a key, once the reason is told', () => {
        terminal.sendText('x', false);
        return !window.terminals.includes(terminal);
      });
      await waitFor('that nothing is left behind', async () => (await made(bare)).length === 0);
    });
  });
});
