import type { Environment } from './environment.js';

/** What is known of a variable's value: without blanks and wildcards, nothing in it, or neither for sure. */
export type Value = 'plain' | 'empty' | 'unknown';

/** What one way through a script changed. */
export interface Branch {
  /** False when the script ends on this way. */
  readonly isReachable: boolean;
  readonly written: ReadonlyMap<string, Value>;
}

const numbers = new Set(
  '# ? $ ! - BASHPID BASH_SUBSHELL COLUMNS EPOCHSECONDS EUID LINENO LINES OPTIND PPID RANDOM SECONDS SHLVL SRANDOM UID'.split(
    ' ',
  ),
);

/** The variables of a script at one place of it; branches are undone and joined, in time linear to what they write. */
export class Variables {
  isReachable = true;
  readonly #env: Environment;
  readonly #values = new Map<string, Value>();
  /** By branch that is being read, innermost last, what a variable was before the branch wrote it. */
  readonly #before: Map<string, Value>[] = [];

  constructor(env: Environment) {
    this.#env = env;
  }

  get(name: string): Value {
    return this.#values.get(name) ?? (this.#env.has(name) || numbers.has(name) ? 'plain' : 'unknown');
  }

  /** Does nothing where the script has ended. */
  set(name: string, value: Value): void {
    if (!this.isReachable) return;
    const before = this.#before.at(-1);
    if (before && !before.has(name)) before.set(name, this.get(name));
    this.#values.set(name, value);
  }

  /** The way that does nothing. */
  skipped(): Branch {
    return { isReachable: this.isReachable, written: new Map() };
  }

  /** Does some work, takes back what it changed, and tells it. */
  branch(work: () => void): Branch {
    const wasReachable = this.isReachable;
    const before = new Map<string, Value>();
    this.#before.push(before);
    work();
    this.#before.pop();
    const written = new Map([...before.keys()].map((name) => [name, this.get(name)] as const));
    for (const [name, value] of before) this.#values.set(name, value);
    const { isReachable } = this;
    this.isReachable = wasReachable;
    return { isReachable, written };
  }

  /** Goes on from where several ways meet; true when a variable is no longer what it was. */
  join(branches: readonly Branch[]): boolean {
    const open = branches.filter(({ isReachable }) => isReachable);
    this.isReachable = open.length > 0;
    let isNew = false;
    for (const name of new Set(open.flatMap(({ written }) => [...written.keys()]))) {
      const before = this.get(name);
      const value = open.map(({ written }) => written.get(name) ?? before).reduce(either);
      if (value !== before) {
        this.set(name, value);
        isNew = true;
      }
    }
    return isNew;
  }
}

function either(one: Value, other: Value): Value {
  if (one === other || other === 'empty') return one;
  return one === 'empty' ? other : 'unknown';
}
