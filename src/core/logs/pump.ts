import { isAbort } from '../base/errors.js';
import type { LogEvent } from './follow.js';
import { LogQueue, type QueuedLine } from './queue.js';

/** How a log becomes text. */
export interface LogPrinter<O> {
  line(line: QueuedLine<O>): string;
  /** What stands in the log for an event that is not a line; empty for nothing. */
  event(owner: O, event: Exclude<LogEvent, { kind: 'lines' }>): string;
  failure(owner: O, error: unknown): string;
  skipped(lines: number): string;
}

/** A terminal takes no more than this; what comes faster waits in the queue or is skipped. */
const batchBytes = 64 * 1024;
const batchInterval = 16;
const queueBytes = 1024 * 1024;

/**
 * Writes logs as they come, in batches, and resolves when all have ended. A log that comes faster than it can be shown
 * loses its oldest unseen lines, and says how many; what was there when it was opened slows the engine down instead.
 */
export class LogPump<O> {
  private readonly queue = new LogQueue<O>(queueBytes);
  private timer: NodeJS.Timeout | undefined;
  private lastWrite = 0;
  private printed = '';
  private isMidLine = false;
  private waiters: { readonly isDone: () => boolean; readonly resolve: () => void }[] = [];

  constructor(
    private readonly printer: LogPrinter<O>,
    private readonly write: (text: string) => void,
  ) {}

  async run(logs: readonly { readonly owner: O; readonly events: AsyncIterable<LogEvent> }[]): Promise<void> {
    await Promise.all(logs.map(({ owner, events }) => this.runOne(owner, events)));
    await this.until(() => this.queue.isEmpty);
  }

  private async runOne(owner: O, events: AsyncIterable<LogEvent>): Promise<void> {
    let wasOld = false;
    try {
      for await (const event of events) {
        if (event.kind !== 'lines') this.note(this.printer.event(owner, event));
        else {
          if (wasOld && !event.old) await this.until(() => this.queue.isEmpty);
          wasOld = event.old;
          this.queue.push(owner, event.lines, !event.old);
          this.schedule();
          if (event.old && this.queue.isFull) await this.until(() => !this.queue.isFull);
        }
      }
    } catch (error) {
      if (!isAbort(error)) this.note(this.printer.failure(owner, error));
    }
  }

  private note(text: string): void {
    if (text !== '') this.queue.note(text);
    this.schedule();
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.flush(), Math.max(0, this.lastWrite + batchInterval - performance.now()));
  }

  private flush(): void {
    this.timer = undefined;
    this.lastWrite = performance.now();
    const { items, skipped } = this.queue.take(batchBytes);
    if (skipped > 0) this.print(this.printer.skipped(skipped), true);
    for (const item of items) {
      if (typeof item === 'string') this.print(item, true);
      else this.print(this.printer.line(item), false);
    }
    const text = this.printed;
    this.printed = '';
    if (text !== '') this.write(text);
    if (!this.queue.isEmpty) this.schedule();
    const [done, waiting] = [this.waiters.filter(isDone), this.waiters.filter((waiter) => !isDone(waiter))];
    this.waiters = waiting;
    for (const { resolve } of done) resolve();
  }

  /** Adds text; a note begins on a line of its own. */
  private print(text: string, isNote: boolean): void {
    if (isNote && this.isMidLine) this.printed += '\r\n';
    this.printed += text;
    if (text !== '') this.isMidLine = !text.endsWith('\n');
  }

  private until(isDone: () => boolean): Promise<void> {
    if (isDone()) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ isDone, resolve }));
  }
}

const isDone = (waiter: { readonly isDone: () => boolean }) => waiter.isDone();
