import type { LogLine } from './lines.js';

/** A line with whose it is. */
export interface QueuedLine<O> {
  readonly line: LogLine;
  readonly owner: O;
}

/** What waits to be shown: at most `limit` bytes and the lines that must not be lost. */
export class LogQueue<O> {
  private items: (QueuedLine<O> | string)[] = [];
  private head = 0;
  private bytes = 0;
  private skippedLines = 0;

  constructor(private readonly limit: number) {}

  get isEmpty(): boolean {
    return this.head === this.items.length && this.skippedLines === 0;
  }

  get isFull(): boolean {
    return this.bytes > this.limit;
  }

  /** Adds lines; `droppable` ones make room by dropping the oldest lines that nobody has seen. */
  push(owner: O, lines: readonly LogLine[], droppable: boolean): void {
    for (const line of lines) {
      this.items.push({ line, owner });
      this.bytes += line.bytes.length;
    }
    while (droppable && this.isFull) this.drop();
  }

  /** Adds text that is shown as it is and never dropped. */
  note(text: string): void {
    this.items.push(text);
  }

  /** Takes the oldest of it, at least one item and about `bytes` of lines. */
  take(bytes: number): { readonly items: readonly (QueuedLine<O> | string)[]; readonly skipped: number } {
    const start = this.head;
    const enough = this.bytes - bytes;
    while (this.head < this.items.length && this.bytes > enough) this.advance();
    const items = this.items.slice(start, this.head);
    const skipped = this.skippedLines;
    this.skippedLines = 0;
    this.compact();
    return { items, skipped };
  }

  private advance(): void {
    const item = this.items[this.head];
    if (item !== undefined && typeof item !== 'string') this.bytes -= item.line.bytes.length;
    this.head += 1;
  }

  private drop(): void {
    const kept: string[] = [];
    for (let item = this.items[this.head]; typeof item === 'string'; item = this.items[this.head]) {
      kept.push(item);
      this.head += 1;
    }
    this.advance();
    this.skippedLines += 1;
    this.head -= kept.length;
    this.items.splice(this.head, kept.length, ...kept);
    this.compact();
  }

  private compact(): void {
    if (this.head < 4096 || this.head * 2 < this.items.length) return;
    this.items = this.items.slice(this.head);
    this.head = 0;
  }
}
