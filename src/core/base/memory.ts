interface Entry<T> {
  readonly work: Promise<T>;
  /** Milliseconds since 1970. */
  readonly until: number;
  value?: T;
}

/** Remembers results by key for some time; callers at once share the work, failures are forgotten. */
export class Memory<T> {
  private readonly entries = new Map<string, Entry<T>>();

  /** @param most results that are kept; the oldest go first */
  constructor(private readonly most = Number.POSITIVE_INFINITY) {}

  /** The result for a key, made when it is not remembered; kept for `lifetime` milliseconds. */
  get(key: string, lifetime: number, make: () => Promise<T>): Promise<T> {
    const known = this.entry(key);
    if (known) return known.work;
    const entry: Entry<T> = { work: make(), until: Date.now() + lifetime };
    this.entries.delete(key);
    this.entries.set(key, entry);
    const end = () => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    };
    entry.work.then((value) => Object.assign(entry, { value }), end);
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.most && oldest !== undefined) this.entries.delete(oldest);
    return entry.work;
  }

  /** The work for a key that was begun before. */
  begun(key: string): Promise<T> | undefined {
    return this.entry(key)?.work;
  }

  /** The result for a key where it is there by now. */
  known(key: string): T | undefined {
    return this.entry(key)?.value;
  }

  /** Forgets all keys that begin so. */
  forget(prefix = ''): void {
    for (const key of [...this.entries.keys()]) if (key.startsWith(prefix)) this.entries.delete(key);
  }

  private entry(key: string): Entry<T> | undefined {
    const entry = this.entries.get(key);
    return entry && entry.until > Date.now() ? entry : undefined;
  }
}
