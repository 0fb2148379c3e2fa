import assert from 'node:assert/strict';
import { delay } from '../../../../src/core/base/async.js';
import type { ProcessSession } from '../../../../src/core/engine/engine.js';
import type { OutputChunk, TerminalSize } from '../../../../src/core/engine/models.js';
import { ProcessTerminal, type TerminalPlan } from '../../../../src/vscode/base/processTerminal.js';

/** A session whose output the test writes. */
class FakeSession implements ProcessSession {
  readonly written: string[] = [];
  readonly sizes: TerminalSize[] = [];
  disposed = false;
  private readonly chunks: OutputChunk[] = [];
  private wake = () => {};
  private ended = false;
  code: number | undefined = 0;

  print(data: Uint8Array | string): void {
    this.chunks.push({ stream: 'stdout', data: Buffer.from(data) });
    this.wake();
  }

  finish(code: number | undefined): void {
    this.code = code;
    this.ended = true;
    this.wake();
  }

  readonly output = this.read();

  private async *read(): AsyncIterable<OutputChunk> {
    for (;;) {
      for (let chunk = this.chunks.shift(); chunk; chunk = this.chunks.shift()) yield chunk;
      if (this.ended) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  write(data: string | Uint8Array): void {
    this.written.push(String(data));
  }

  endInput(): void {}

  async resize(size: TerminalSize): Promise<void> {
    this.sizes.push(size);
  }

  async exitCode(): Promise<number | undefined> {
    return this.code;
  }

  dispose(): void {
    this.disposed = true;
    this.finish(undefined);
  }
}

function open(plan: Partial<TerminalPlan> = {}) {
  const session = new FakeSession();
  const seen = { text: '', closes: [] as unknown[], ends: 0, logged: [] as string[] };
  const terminal = new ProcessTerminal({
    start: async () => ({
      session,
      end: async () => {
        seen.ends += 1;
      },
    }),
    farewell: async () => undefined,
    explain: (error) => `sorry: ${(error as Error).message}`,
    log: (message) => void seen.logged.push(message),
    ...plan,
  });
  terminal.onDidWrite((text) => {
    seen.text += text;
  });
  terminal.onDidClose((code) => void seen.closes.push(code));
  return { session, terminal, seen };
}

const settle = () => delay(5);

describe('a terminal over a process', () => {
  it('shows output, characters split over chunks included, and sends what is typed', async () => {
    const { session, terminal, seen } = open();
    terminal.open({ rows: 10, columns: 40 });
    terminal.handleInput('ls');
    await settle();
    terminal.handleInput('\r\x03');
    const bytes = Buffer.from('한');
    session.print(bytes.subarray(0, 1));
    session.print(bytes.subarray(1));
    await settle();
    assert.equal(seen.text, '한');
    assert.deepEqual(session.written, ['ls', '\r\x03']);
  });

  it('passes its size on, from the start and when it changes', async () => {
    const { session, terminal } = open();
    terminal.open({ rows: 10, columns: 40 });
    await settle();
    terminal.setDimensions({ rows: 20, columns: 80 });
    assert.deepEqual(session.sizes, [
      { rows: 10, columns: 40 },
      { rows: 20, columns: 80 },
    ]);
  });

  it('closes with the exit code', async () => {
    const { session, terminal, seen } = open();
    terminal.open(undefined);
    await settle();
    session.finish(3);
    await settle();
    assert.deepEqual(seen.closes, [3]);
    assert.equal(seen.ends, 0);
    assert.ok(session.disposed);
  });

  it('stays with a farewell until a key is pressed', async () => {
    const { session, terminal, seen } = open({ farewell: async (code) => `ended with ${code}.` });
    terminal.open(undefined);
    await settle();
    session.finish(3);
    await settle();
    assert.match(seen.text, /ended with 3\./);
    assert.deepEqual(seen.closes, []);
    terminal.handleInput('x');
    assert.deepEqual(seen.closes, [3]);
  });

  it('takes what a terminal sends by itself for no key', async () => {
    const { session, terminal, seen } = open({ farewell: async () => 'It ended.' });
    terminal.open(undefined);
    await settle();
    session.finish(1);
    await settle();
    for (const sent of [
      '\x1b[12;1R',
      '\x1b[?1;2c',
      '\x1b[I',
      '\x1b[O',
      '\x1b]11;rgb:0000/0000/0000\x1b\\',
      '\x1b[<0;3;4M',
    ])
      terminal.handleInput(sent);
    assert.deepEqual(seen.closes, []);
    terminal.handleInput('\x1b[A');
    assert.deepEqual(seen.closes, [1]);
  });

  it('ends the process when it is closed, once, and leaves no stream', async () => {
    const { session, terminal, seen } = open();
    terminal.open(undefined);
    await settle();
    terminal.close();
    terminal.close();
    await settle();
    assert.equal(seen.ends, 1);
    assert.ok(session.disposed);
    assert.deepEqual(seen.closes, []);
  });

  it('ends a process that starts only after the terminal was closed', async () => {
    let begin = () => {};
    const session = new FakeSession();
    let ended = 0;
    const { terminal } = open({
      start: () =>
        new Promise((resolve) => {
          begin = () =>
            resolve({
              session,
              end: async () => {
                ended += 1;
              },
            });
        }),
    });
    terminal.open(undefined);
    terminal.close();
    begin();
    await settle();
    assert.equal(ended, 1);
    assert.ok(session.disposed);
  });

  it('explains why a process could not be started', async () => {
    const { terminal, seen } = open({ start: async () => Promise.reject(new Error('no such container')) });
    terminal.open(undefined);
    await settle();
    assert.match(seen.text, /sorry: no such container/);
    terminal.handleInput('x');
    assert.deepEqual(seen.closes, [undefined]);
  });

  it('logs a process that cannot be ended, and lets go of it', async () => {
    const { session, terminal, seen } = open({
      start: async () => ({ session: inner, end: async () => Promise.reject(new Error('paused')) }),
    });
    const inner = session;
    terminal.open(undefined);
    await settle();
    terminal.close();
    await settle();
    assert.equal(seen.logged.length, 1);
    assert.ok(inner.disposed);
  });
});
