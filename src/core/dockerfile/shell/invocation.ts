import type { Span } from '../mappedText.js';
import type { SimpleCommand, Word } from './tree.js';

const wrappers = new Set(['command', 'exec', 'builtin', 'busybox']);

/** A program that a script calls, as rules ask for it. */
export class Invocation {
  readonly command: SimpleCommand;
  readonly nameWord: Word;
  readonly args: readonly Word[];
  #flags: ReadonlyMap<string, number> | undefined;

  private constructor(command: SimpleCommand, nameWord: Word, args: readonly Word[]) {
    this.command = command;
    this.nameWord = nameWord;
    this.args = args;
  }

  /** Looks through `command`, `exec`, `builtin` and `busybox`; undefined for bare assignments. */
  static of(command: SimpleCommand): Invocation | undefined {
    const { words } = command;
    let at = 0;
    while (wrappers.has(words[at]?.text ?? '') && words[at + 1]) at = programAfter(words, at);
    const name = words[at];
    return name && new Invocation(command, name, words.slice(at + 1));
  }

  get name(): string {
    return this.nameWord.text;
  }

  /** Name to last argument. */
  get span(): Span {
    return { start: this.nameWord.start, end: this.args.at(-1)?.end ?? this.nameWord.end };
  }

  /** How often a flag is given: `yes` for `--yes` and `--yes=…`, `y` for the letter in `-xyz`. */
  countFlag(flag: string): number {
    this.#flags ??= countFlags(this.args);
    return this.#flags.get(flag) ?? 0;
  }

  hasFlag(...flags: readonly string[]): boolean {
    return flags.some((flag) => this.countFlag(flag) > 0);
  }

  hasArg(...words: readonly string[]): boolean {
    return this.args.some(({ text }) => words.includes(text));
  }

  /** The arguments that are no flags, without the values that the named flags take. */
  operands(...valueFlags: readonly string[]): Word[] {
    const dropped = new Set(valueFlags);
    const operands: Word[] = [];
    let isValue = false;
    for (const arg of this.args) {
      if (isFlag(arg.text)) isValue = takesNext(arg.text, dropped);
      else if (isValue) isValue = false;
      else operands.push(arg);
    }
    return operands;
  }

  /** The word after a flag, or the text after its `=`. */
  valueOf(...flags: readonly string[]): string | undefined {
    const named = new Set(flags);
    for (const [index, { text }] of this.args.entries()) {
      if (!isFlag(text)) continue;
      const equals = text.indexOf('=');
      if (text.startsWith('--') && equals !== -1 && named.has(text.slice(2, equals))) return text.slice(equals + 1);
      if (takesNext(text, named)) return this.args[index + 1]?.text;
    }
    return undefined;
  }
}

/** Where the program behind a wrapper stands; of the wrappers `exec` is the one with flags, as in `exec -a name program`. */
function programAfter(words: readonly Word[], at: number): number {
  if (words[at]?.text !== 'exec') return at + 1;
  let next = at + 1;
  for (let flag = words[next]?.text; flag && /^-[acl]+$/.test(flag); flag = words[next]?.text) {
    next += flag.endsWith('a') ? 2 : 1;
  }
  return Math.min(next, words.length - 1);
}

function isFlag(text: string): boolean {
  return text.startsWith('-') && text !== '-' && text !== '--';
}

function takesNext(text: string, flags: ReadonlySet<string>): boolean {
  if (text.startsWith('--')) return flags.has(text.slice(2));
  return flags.has(text.slice(-1)) || flags.has(text.slice(1));
}

function countFlags(args: readonly Word[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (flag: string) => counts.set(flag, (counts.get(flag) ?? 0) + 1);
  for (const { text } of args) {
    if (!isFlag(text)) continue;
    const name = text.split('=', 1)[0] ?? '';
    if (name.startsWith('--')) add(name.slice(2));
    else for (const letter of name.slice(1)) add(letter);
  }
  return counts;
}
