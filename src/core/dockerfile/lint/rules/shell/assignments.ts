import type { Command, List, Redirect, SimpleCommand, Word, WordPart } from '../../../shell/tree.js';
import { walkShell } from '../../../shell/walk.js';

/** What a script gives a variable: a word's value, a number, or a text that is not known before it runs. */
export interface Assigned {
  readonly name: string;
  readonly value: readonly WordPart[] | 'number' | 'unknown';
  /** `name+=value`. */
  readonly appends: boolean;
}

const declarations = /^(?:export|local|declare|readonly|typeset)$/;
const readers = /^(?:read|mapfile|readarray|getopts)$/;
const namePattern = /^[A-Za-z_]\w*$/;

/** The variables that a command sets for what follows it; those in front of a program hold for that program alone. */
export function* assignmentsOf(command: SimpleCommand, text: string): Iterable<Assigned> {
  const { assignments, words } = command;
  for (const { name, value, isArray, start } of words.length === 0 ? assignments : []) {
    const appends = text.startsWith('+', start + name.length);
    yield { name, value: isArray ? 'unknown' : (value?.parts ?? []), appends };
  }
  yield* redirected(command.redirects);
  const [program, ...args] = words;
  const name = program?.text ?? '';
  if (declarations.test(name)) for (const arg of args) yield* declared(arg, args);
  else if (readers.test(name)) yield* args.flatMap((arg) => named(arg.text));
  else if (name === 'printf' && args[0]?.text === '-v') yield* named(args[1]?.text ?? '');
  else if (name === 'let') for (const arg of args) yield* calculated(arg.text);
}

/** The variables that an arithmetic expression sets. */
export function* calculated(expression: string): Iterable<Assigned> {
  const pattern = /([A-Za-z_]\w*)\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g;
  for (const [, before, behind] of expression.matchAll(pattern)) {
    yield { name: before ?? behind ?? '', value: 'number', appends: false };
  }
}

function named(name: string): Assigned[] {
  return namePattern.test(name) ? [{ name, value: 'unknown', appends: false }] : [];
}

/** `exec {name}>file`. */
function redirected(redirects: readonly Redirect[]): Assigned[] {
  return redirects.flatMap(({ name }) => (name === undefined ? [] : { name, value: 'number', appends: false }));
}

function* declared(arg: Word, args: readonly Word[]): Iterable<Assigned> {
  const [, name, plus, equals] = /^([A-Za-z_]\w*)(\+?)(=?)/.exec(arg.text) ?? [];
  if (name === undefined) return;
  const isNumber = args.some(({ text }) => /^-[A-Za-z]*i/.test(text));
  if (isNumber) yield { name, value: 'number', appends: false };
  else if (equals) yield { name, value: behindEquals(arg.parts), appends: plus === '+' };
}

function behindEquals(parts: readonly WordPart[]): WordPart[] {
  const at = parts.findIndex((part) => part.kind === 'literal' && part.text.includes('='));
  return parts.slice(Math.max(at, 0)).map((part, index) => {
    return index === 0 && part.kind === 'literal' ? { ...part, text: part.text.replace(/^[^=]*=/, '') } : part;
  });
}

/** Names that a script sets or declares anywhere. */
export function assignedNames(list: List, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (assigned: Iterable<Assigned>) => {
    for (const { name } of assigned) names.add(name);
  };
  walkShell(list, {
    command: (command) => {
      if (command.kind === 'simple') {
        add(assignmentsOf(command, text));
        for (const name of mentioned(command)) names.add(name);
      } else if (command.keyword === 'for' || command.keyword === 'select') {
        if (command.name !== '') names.add(command.name);
        else add(calculated(headOf(command, text)));
      } else if (command.keyword === '((') add(calculated(headOf(command, text)));
    },
    part: (part) => {
      if (part.kind === 'arithmetic') add(calculated(text.slice(part.start, part.end)));
      if (part.kind === 'variable' && /^:?=/.test(part.modifier)) names.add(part.name);
    },
  });
  return names;
}

/** What stands before a compound command's first list. */
export function headOf(command: Command, text: string): string {
  const body = command.kind === 'compound' ? command.lists[0]?.start : undefined;
  return text.slice(command.start, body ?? command.end);
}

/** Names that `export name` and its like mention without a value. */
function mentioned({ words }: SimpleCommand): string[] {
  const [program, ...args] = words;
  if (!declarations.test(program?.text ?? '')) return [];
  return args.map(({ text }) => text).filter((text) => namePattern.test(text));
}
