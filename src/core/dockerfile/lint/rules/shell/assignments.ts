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
export function assignmentsOf(command: SimpleCommand, text: string): Assigned[] {
  const { assignments, words, redirects } = command;
  const alone = words.length === 0 ? assignments : [];
  const values = alone.map(({ name, value, items, start }): Assigned => {
    const appends = text.startsWith('+', start + name.length);
    return { name, value: items ? 'unknown' : (value?.parts ?? []), appends };
  });
  return [...values, ...redirects.flatMap(redirected), ...assignedByProgram(words)];
}

function assignedByProgram(words: readonly Word[]): Assigned[] {
  const name = words[0]?.text ?? '';
  const args = () => words.slice(1);
  if (declarations.test(name)) return args().flatMap(declared);
  if (readers.test(name)) return args().flatMap((arg) => named(arg.text));
  if (name === 'printf' && words[1]?.text === '-v') return named(words[2]?.text ?? '');
  return name === 'let' ? args().flatMap((arg) => calculated(arg.text)) : [];
}

/** The variables that an arithmetic expression sets. */
export function calculated(expression: string): Assigned[] {
  const pattern = /([A-Za-z_]\w*)\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g;
  return [...expression.matchAll(pattern)].map(([, before, behind]) => {
    return { name: before ?? behind ?? '', value: 'number', appends: false };
  });
}

function named(name: string): Assigned[] {
  return namePattern.test(name) ? [{ name, value: 'unknown', appends: false }] : [];
}

/** `exec {name}>file`. */
function redirected({ name }: Redirect): Assigned[] {
  return name === undefined ? [] : [{ name, value: 'number', appends: false }];
}

function declared(arg: Word, _index: number, args: readonly Word[]): Assigned[] {
  const [, name, plus, equals] = /^([A-Za-z_]\w*)(\+?)(=?)/.exec(arg.text) ?? [];
  if (name === undefined) return [];
  const isNumber = args.some(({ text }) => /^-[A-Za-z]*i/.test(text));
  if (isNumber) return [{ name, value: 'number', appends: false }];
  return equals ? [{ name, value: behindEquals(arg.parts), appends: plus === '+' }] : [];
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
  const add = (assigned: readonly Assigned[]) => {
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
  if (!declarations.test(words[0]?.text ?? '')) return [];
  return words
    .slice(1)
    .map(({ text }) => text)
    .filter((text) => namePattern.test(text));
}
