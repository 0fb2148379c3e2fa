import type { Command, List, Word } from '../../../shell/tree.js';
import { walkShell } from '../../../shell/walk.js';

/** Whether a variable's value may hold blanks, as far as the script tells. */
export type Assigned = 'plain' | 'unknown';

/** Variables that a script sets itself. */
export function assignedVariables(list: List, env: ReadonlySet<string>): ReadonlyMap<string, Assigned> {
  const found = new Map<string, Assigned>();
  const add = (name: string, words: readonly (Word | undefined)[]) => {
    const isPlain = words.every((word) => word !== undefined && isPlainWord(word, found, env));
    if (name !== '') found.set(name, isPlain && found.get(name) !== 'unknown' ? 'plain' : 'unknown');
  };
  walkShell(list, { command: (command) => readCommand(command, add) });
  return found;
}

type Add = (name: string, words: readonly (Word | undefined)[]) => void;

function readCommand(command: Command, add: Add): void {
  if (command.kind === 'compound') {
    if (command.keyword === 'for' || command.keyword === 'select') add(command.name, command.words);
    return;
  }
  for (const { name, value, isArray } of command.assignments) add(name, isArray ? [undefined] : value ? [value] : []);
  const [program, ...args] = command.words;
  const name = program?.text ?? '';
  if (/^(?:export|local|declare|readonly|typeset)$/.test(name)) for (const arg of args) addDeclared(arg, add);
  if (/^(?:read|mapfile|readarray|getopts|unset)$/.test(name)) for (const arg of args) add(arg.text, [undefined]);
  if (name === 'printf' && args[0]?.text === '-v') add(args[1]?.text ?? '', [undefined]);
}

function addDeclared(arg: Word, add: Add): void {
  const [name = '', ...value] = arg.text.split('=');
  if (/^\w+\+?$/.test(name)) add(name.replace('+', ''), value.length > 0 ? [arg] : []);
}

function isPlainWord(word: Word, assigned: ReadonlyMap<string, Assigned>, env: ReadonlySet<string>): boolean {
  return word.parts.every((part) => {
    if (part.kind === 'literal') return !/[\s*?[\]{}]/.test(part.text);
    if (part.kind === 'variable') return env.has(part.name) || assigned.get(part.name) === 'plain';
    return part.kind === 'arithmetic';
  });
}
