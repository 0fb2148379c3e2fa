import { setTimeout as wait } from 'node:timers/promises';
import { EngineError, type EngineErrorReason } from '../../src/core/engine/errors.js';
import type { LogOptions, OutputChunk } from '../../src/core/engine/models.js';
import type { ChangeWatch, ContainerRun, LogSource } from '../../src/core/logs/follow.js';

/** A container whose log a test writes; it treats tail, since and follow as an engine does. */
export class FakeLog implements LogSource {
  private lines: { readonly time: bigint; readonly text: string }[] = [];
  private clock = 1_795_000_000_000_000_000n;
  private wakers: (() => void)[] = [];
  private runs = 0;
  private current: ContainerRun | undefined;
  private away: EngineErrorReason | undefined;
  private breaking = 0;
  readonly asked: LogOptions[] = [];
  open = 0;
  watches = 0;

  write(...texts: readonly string[]): void {
    for (const text of texts) this.lines.push({ time: this.tick(), text });
    this.wake();
  }

  /** Lines that the engine stamps with one and the same time. */
  writeAtOnce(...texts: readonly string[]): void {
    const time = this.tick();
    for (const text of texts) this.lines.push({ time, text });
    this.wake();
  }

  start(): void {
    this.runs += 1;
    this.current = { running: true, startedAt: `run ${this.runs}` };
    this.wake();
  }

  stop(exitCode: number): void {
    this.current = { running: false, startedAt: `run ${this.runs}`, exitCode };
    this.wake();
  }

  create(): void {
    this.current = { running: false, startedAt: '', exitCode: 0 };
  }

  remove(): void {
    this.current = undefined;
    this.wake();
  }

  /** The connection breaks; the engine is away for this reason until `comeBack`. */
  goAway(reason: EngineErrorReason = 'socketMissing'): void {
    this.away = reason;
    this.breaking += 1;
    this.wake();
  }

  comeBack(): void {
    this.away = undefined;
    this.wake();
  }

  async *read(_id: string, options: LogOptions, signal: AbortSignal): AsyncIterable<OutputChunk> {
    this.asked.push(options);
    this.open += 1;
    const breaking = this.breaking;
    const run = this.current?.startedAt;
    try {
      for (let at = this.firstOf(options); ; ) {
        for (; at < this.lines.length; at += 1) yield this.chunk(at);
        if (this.breaking !== breaking) throw new EngineError('connectionLost');
        if (!this.current?.running || this.current.startedAt !== run) return;
        await this.change(signal);
      }
    } finally {
      this.open -= 1;
    }
  }

  async run(): Promise<ContainerRun | undefined> {
    if (this.away) throw new EngineError(this.away);
    return this.current;
  }

  watch(): ChangeWatch {
    this.watches += 1;
    return {
      next: (signal) => this.change(signal),
      dispose: () => {
        this.watches -= 1;
      },
    };
  }

  private tick(): bigint {
    this.clock += 1_000_001n;
    return this.clock;
  }

  private firstOf({ tail, since }: LogOptions): number {
    const [seconds = '0', nanoseconds = '0'] = (since ?? '0.0').split('.');
    const from = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
    const start = tail === undefined ? 0 : Math.max(0, this.lines.length - tail);
    const found = this.lines.findIndex((line, index) => index >= start && line.time >= from);
    return found < 0 ? this.lines.length : found;
  }

  private chunk(index: number): OutputChunk {
    const { time, text } = this.lines[index] ?? { time: 0n, text: '' };
    const date = new Date(Number(time / 1_000_000n)).toISOString().slice(0, 19);
    const nanoseconds = String(time % 1_000_000_000n).padStart(9, '0');
    return { stream: 'stdout', data: Buffer.from(`${date}.${nanoseconds}Z ${text}\n`) };
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.wakers.push(resolve);
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
    });
  }

  private wake(): void {
    for (const wake of this.wakers.splice(0)) wake();
  }
}

/** Long enough for what is on its way to arrive. */
export const settle = (milliseconds = 20) => wait(milliseconds);
