import type {
  Command,
  CompoundCommand,
  List,
  ListItem,
  SimpleCommand,
  VariablePart,
  Word,
  WordPart,
} from '../../../shell/tree.js';
import { wordsOf } from '../../../shell/walk.js';
import { type Assigned, assignmentsOf, calculated, headOf } from './assignments.js';
import type { Environment } from './environment.js';
import { type Branch, type Value, Variables } from './variables.js';

/** Loops and calls within calls are followed this far. */
const maxRounds = 4;

/** The uses of variables whose value surely holds no blank and no wildcard, whichever way the script takes. */
export function plainUses(list: List, text: string, env: Environment): ReadonlySet<VariablePart> {
  return new ValueFlow(text, env).run(list);
}

/** Follows a script's branches as ShellCheck does: what only one way assigns is not known behind it. */
class ValueFlow {
  readonly #text: string;
  readonly #variables: Variables;
  /** False once a use may be split, however often it is met. */
  readonly #uses = new Map<VariablePart, boolean>();
  readonly #functions = new Map<string, readonly List[]>();
  readonly #called = new Set<string>();
  readonly #running = new Set<string>();

  constructor(text: string, env: Environment) {
    this.#text = text;
    this.#variables = new Variables(env);
  }

  run(list: List): ReadonlySet<VariablePart> {
    this.#list(list);
    this.#variables.isReachable = true;
    for (const [name, lists] of this.#functions) {
      if (!this.#called.has(name)) this.#branch(() => this.#lists(lists));
    }
    return new Set([...this.#uses].filter(([, isPlain]) => isPlain).map(([use]) => use));
  }

  #branch(work: () => void): Branch {
    return this.#variables.branch(work);
  }

  #lists(lists: readonly List[]): void {
    for (const list of lists) this.#list(list);
  }

  #list({ items }: List): void {
    for (let first = 0; first < items.length; ) {
      let last = first;
      while (/^(?:&&|\|\|)$/.test(items[last]?.operator ?? '') && last + 1 < items.length) last++;
      const chain = items.slice(first, last + 1);
      if (items[last]?.operator === '&') this.#branch(() => this.#chain(chain));
      else this.#chain(chain);
      first = last + 1;
    }
  }

  /** Only the first command of an and-or list runs for sure. */
  #chain([first, ...others]: readonly ListItem[]): void {
    if (first) this.#pipeline(first);
    for (const item of others) {
      const skipped = this.#variables.skipped();
      this.#variables.join([skipped, this.#branch(() => this.#pipeline(item))]);
    }
  }

  #pipeline({ pipeline: { commands } }: ListItem): void {
    const [only] = commands;
    if (only && commands.length === 1) this.#command(only);
    else for (const command of commands) this.#branch(() => this.#command(command));
  }

  #command(command: Command): void {
    for (const { parts } of wordsOf(command)) this.#parts(parts);
    if (command.kind === 'simple') this.#simple(command);
    else this.#compound(command);
  }

  #parts(parts: readonly WordPart[]): void {
    for (const part of parts) {
      if (part.kind === 'substitution') this.#branch(() => this.#list(part.list));
      else if (part.kind !== 'literal') {
        this.#parts(part.inner);
        if (part.kind === 'arithmetic') this.#assign(calculated(this.#text.slice(part.start, part.end)));
        else this.#use(part);
      }
    }
  }

  #use(part: VariablePart): void {
    const isPlain = this.#variables.isReachable && this.#variables.get(part.name) === 'plain';
    this.#uses.set(part, isPlain && this.#uses.get(part) !== false);
    if (/^:?=/.test(part.modifier)) this.#variables.set(part.name, 'unknown');
  }

  #simple(command: SimpleCommand): void {
    const name = command.words[0]?.text ?? '';
    this.#assign(assignmentsOf(command, this.#text));
    if (name === 'unset') for (const { text } of command.words.slice(1)) this.#variables.set(text, 'unknown');
    if (name === 'exit' || name === 'return') this.#variables.isReachable = false;
    this.#call(name);
  }

  #call(name: string): void {
    const body = this.#functions.get(name);
    if (!body || this.#running.has(name) || this.#running.size > maxRounds) return;
    const { isReachable } = this.#variables;
    this.#called.add(name);
    this.#running.add(name);
    this.#lists(body);
    this.#running.delete(name);
    this.#variables.isReachable = isReachable;
  }

  #assign(assigned: readonly Assigned[]): void {
    for (const { name, value, appends } of assigned) {
      const added = value === 'number' ? 'plain' : value === 'unknown' ? value : this.#valueOf(value);
      this.#variables.set(name, appends ? join(this.#variables.get(name), added) : added);
    }
  }

  #valueOf(parts: readonly WordPart[]): Value {
    return parts.map((part) => this.#valueOfPart(part)).reduce(join, 'empty');
  }

  #valueOfPart(part: WordPart): Value {
    if (part.kind === 'literal' && part.text === '') return 'empty';
    if (part.kind === 'literal') return /[\s*?[]/.test(part.text) || isBraces(part) ? 'unknown' : 'plain';
    if (part.kind === 'variable' && part.modifier === '') return this.#variables.get(part.name);
    return part.kind === 'arithmetic' ? 'plain' : 'unknown';
  }

  #compound(command: CompoundCommand): void {
    const { keyword, lists, name } = command;
    if (keyword === '{') this.#lists(lists);
    else if (keyword === '(') this.#branch(() => this.#lists(lists));
    else if (keyword === 'if') this.#if(lists);
    else if (keyword === 'case') this.#case(command);
    else if (keyword === 'while' || keyword === 'until') this.#while(lists);
    else if (keyword === 'for' || keyword === 'select') this.#for(command);
    else if (keyword === '((') this.#assign(calculated(headOf(command, this.#text)));
    else if (keyword === 'function') this.#functions.set(name, lists);
  }

  /** Conditions and bodies by turns, a last one alone being the `else`. */
  #if(lists: readonly List[]): void {
    const branches: Branch[] = [];
    let at = 0;
    for (; at + 1 < lists.length; at += 2) {
      this.#lists(lists.slice(at, at + 1));
      branches.push(this.#branch(() => this.#lists(lists.slice(at + 1, at + 2))));
    }
    branches.push(this.#branch(() => this.#lists(lists.slice(at))));
    this.#variables.join(branches);
  }

  #case({ lists, words: [, ...patterns] }: CompoundCommand): void {
    const isComplete = patterns.some(({ text }) => text === '*');
    const skipped = isComplete ? [] : [this.#variables.skipped()];
    this.#variables.join([...lists.map((list) => this.#branch(() => this.#list(list))), ...skipped]);
  }

  #while([condition, ...body]: readonly List[]): void {
    for (let round = 0, isNew = true; isNew && round < maxRounds; round++) {
      if (condition) this.#list(condition);
      isNew = this.#loop(() => this.#lists(body));
    }
  }

  #for(command: CompoundCommand): void {
    const { name, words, lists } = command;
    const values = words.map((word) => (mayBeSeveral(word) ? 'unknown' : this.#valueOf(word.parts)));
    const isPlain = values.length > 0 && values.every((value) => value === 'plain');
    if (name === '') this.#assign(calculated(headOf(command, this.#text)));
    const body = () => {
      if (name !== '') this.#variables.set(name, isPlain ? 'plain' : 'unknown');
      this.#lists(lists);
    };
    for (let round = 0; round < maxRounds && this.#loop(body); round++);
  }

  /** Runs a body that may run or not; true when that told something new. */
  #loop(body: () => void): boolean {
    const skipped = this.#variables.skipped();
    return this.#variables.join([skipped, this.#branch(body)]);
  }
}

/** Values written one behind the other. */
function join(before: Value, after: Value): Value {
  if (before === 'empty') return after;
  return after === 'empty' || before === after ? before : 'unknown';
}

/** True for a word of `for` that the shell may make several of. */
function mayBeSeveral({ parts }: Word): boolean {
  return parts.some((part) => (part.kind === 'variable' && !part.isQuoted) || isBraces(part));
}

function isBraces(part: WordPart): boolean {
  return part.kind === 'literal' && !part.isQuoted && /\{[^{}]*(?:,|\.\.)[^{}]*\}/.test(part.text);
}
