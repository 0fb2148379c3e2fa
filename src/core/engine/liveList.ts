import { delay } from '../base/async.js';
import { isAbort } from '../base/errors.js';
import type { Engine } from './engine.js';

/** How a kind of object is read from an engine. */
export interface ListSource<T> {
  all(engine: Engine, signal: AbortSignal): Promise<readonly T[]>;
  /** Those of the ids that are still there; absent where only the whole list tells the truth. */
  some?(engine: Engine, ids: readonly string[], signal: AbortSignal): Promise<readonly T[]>;
}

/** A connection that lists may use until its signal fires. */
export interface Link {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** Called when a list cannot be read. */
  readonly fail: (error: unknown) => void;
}

/** From so many changed objects on, the whole list is cheaper than its parts. */
const manyChanges = 40;

/**
 * The rows of one kind, kept true by asking again for what an event touched. One call is under way at a time; what is
 * touched meanwhile goes into the next one, so a storm of events costs a bounded rate of calls and hides nothing.
 */
export class LiveList<T extends { readonly id: string }> {
  rows: ReadonlyMap<string, T> | undefined;
  private link: Link | undefined;
  private awake = false;
  private working = false;
  private everything = true;
  private touched = new Set<string>();
  private onFirst = () => {};

  constructor(
    private readonly source: ListSource<T>,
    /** Milliseconds between two calls, at least. */
    private readonly rest: number,
    private readonly onChange: (ids: ReadonlySet<string> | 'all') => void,
  ) {}

  /**
   * Uses a new connection from now on, until its signal fires; the rows may be out of date. Resolves when they were
   * read, or will not be.
   */
  connect(link: Link): Promise<void> {
    return new Promise((resolve) => {
      this.link = link;
      this.onFirst = resolve;
      this.touchAll();
      if (!this.awake) resolve();
    });
  }

  /** Asleep, it only remembers that it is out of date. */
  setAwake(awake: boolean): void {
    this.awake = awake;
    void this.work();
  }

  touch(id: string): void {
    this.touched.add(id);
    if (this.touched.size >= manyChanges || !this.source.some) this.everything = true;
    if (this.everything) this.touched.clear();
    void this.work();
  }

  touchAll(): void {
    this.everything = true;
    this.touched.clear();
    void this.work();
  }

  /** Forgets the rows: they are another engine's. */
  clear(): void {
    this.rows = undefined;
    this.everything = true;
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      while (this.link && !this.link.signal.aborted && this.awake && (this.everything || this.touched.size > 0))
        await this.round(this.link);
    } finally {
      this.working = false;
    }
  }

  private async round(link: Link): Promise<void> {
    const started = Date.now();
    try {
      await this.fetch(link).finally(this.onFirst);
      await delay(Math.max(this.rest, Date.now() - started), link.signal);
    } catch (error) {
      if (this.link === link) this.link = undefined;
      if (!isAbort(error)) link.fail(error);
    }
  }

  private async fetch({ engine, signal }: Link): Promise<void> {
    const ids = [...this.touched];
    const whole = this.everything || !this.source.some;
    this.everything = false;
    this.touched.clear();
    const found = whole
      ? await this.source.all(engine, signal)
      : ((await this.source.some?.(engine, ids, signal)) ?? []);
    signal.throwIfAborted();
    const next = new Map(whole ? [] : this.rows);
    for (const id of whole ? [] : ids) if (!found.some((row) => row.id === id)) next.delete(id);
    for (const row of found) next.set(row.id, kept(this.rows?.get(row.id), row));
    this.replace(next);
  }

  private replace(next: ReadonlyMap<string, T>): void {
    const { rows } = this;
    this.rows = next;
    if (!rows) {
      this.onChange('all');
      return;
    }
    const ids = new Set([...rows.keys(), ...next.keys()].filter((id) => rows.get(id) !== next.get(id)));
    if (ids.size > 0) this.onChange(ids);
  }
}

/** The row as it was where nothing in it changed, so that identity tells what did. */
function kept<T>(before: T | undefined, now: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
