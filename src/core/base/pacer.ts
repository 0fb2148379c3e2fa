import type { Disposable } from './disposable.js';

/** Milliseconds. */
export interface Pace {
  /** How long a lone request waits for company. */
  readonly delay: number;
  /** The least time between two runs. */
  readonly interval: number;
}

/** Joins requests for the same work: a lone one runs after `delay`, a storm of them once an `interval`, none starves. */
export class Pacer implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private lastRun = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pace: Pace,
    private readonly work: () => void,
  ) {}

  request(): void {
    if (this.timer) return;
    const rest = this.lastRun + this.pace.interval - performance.now();
    this.timer = setTimeout(() => this.run(), Math.max(this.pace.delay, rest));
  }

  /** Forgets what was requested and not yet run. */
  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private run(): void {
    this.timer = undefined;
    this.lastRun = performance.now();
    this.work();
  }
}
