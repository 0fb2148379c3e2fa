/** The processes of fake containers: real ones of this machine, started without a shell of their own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface FakeSpec {
  readonly command: readonly string[];
  readonly tty: boolean;
  readonly env: readonly string[];
}

/** One line of output with its time in milliseconds. */
export interface FakeOutput {
  readonly time: number;
  readonly type: 1 | 2;
  readonly data: Buffer;
}

const signalNumbers: Record<string, number> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGUSR1: 10, SIGTERM: 15 };

export class FakeProcess {
  readonly output: FakeOutput[] = [];
  running = false;
  exitCode: number | null = null;
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly outputs = new Set<(output: FakeOutput) => void>();
  private readonly exits = new Set<(code: number) => void>();
  private readonly sizeFile: string;

  constructor(
    readonly spec: FakeSpec,
    private readonly folder: string,
    start = true,
  ) {
    this.sizeFile = path.join(folder, `size-${Math.random().toString(36).slice(2)}`);
    if (start) this.start();
  }

  start(): void {
    this.running = true;
    const joined = this.spec.tty ? ['sh', '-c', 'exec "$@" 2>&1', 'sh'] : [];
    const [program = 'true', ...args] = [...joined, ...this.spec.command];
    const env = Object.fromEntries(this.spec.env.map((line) => line.split(/=(.*)/s)));
    const PATH = `${this.fakeTerminalPrograms()}:${process.env['PATH']}`;
    this.child = spawn(program, args, { env: { PATH, FAKE_SIZE: this.sizeFile, ...env }, detached: true });
    this.child.stdout.on('data', (data: Buffer) => this.emit(1, data));
    this.child.stderr.on('data', (data: Buffer) => this.emit(2, data));
    this.child.stdin.on('error', () => {});
    this.child.on('error', () => this.end(127));
    this.child.on('close', (code, signal) => this.end(code ?? 128 + (signalNumbers[signal ?? ''] ?? 0)));
  }

  /** A pipe is no terminal; the one thing that programs ask of it here is its size. */
  private fakeTerminalPrograms(): string {
    const bin = path.join(this.folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'stty'), '#!/bin/sh\ncat "$FAKE_SIZE"\n');
    chmodSync(path.join(bin, 'stty'), 0o755);
    return bin;
  }

  resize(rows: string, columns: string): void {
    writeFileSync(this.sizeFile, `${rows} ${columns}\n`);
    this.kill('SIGWINCH');
  }

  write(data: Uint8Array): void {
    this.child?.stdin.write(data);
  }

  endInput(): void {
    this.child?.stdin.end();
  }

  kill(signal: NodeJS.Signals): void {
    if (!this.child?.pid || !this.running) return;
    try {
      process.kill(signal === 'SIGWINCH' ? this.child.pid : -this.child.pid, signal);
    } catch (error) {
      // It may have ended while its output is still being read.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  onOutput(listener: (output: FakeOutput) => void): () => void {
    this.outputs.add(listener);
    return () => this.outputs.delete(listener);
  }

  onExit(listener: (code: number) => void): void {
    if (this.exitCode !== null) listener(this.exitCode);
    else this.exits.add(listener);
  }

  private emit(type: 1 | 2, data: Buffer): void {
    const output = { time: Date.now(), type, data };
    this.output.push(output);
    for (const listener of this.outputs) listener(output);
  }

  private end(code: number): void {
    if (!this.running) return;
    this.running = false;
    this.exitCode = code;
    for (const listener of this.exits) listener(code);
  }
}
