import type { MappedText, Span } from '../mappedText.js';
import { namesInArithmetic } from '../shell/arithmetic.js';
import { Invocation } from '../shell/invocation.js';
import { parseShell } from '../shell/parser.js';
import type { Command, CompoundCommand } from '../shell/tree.js';
import { walkShell } from '../shell/walk.js';
import { scan, type VariableSpan } from './variableScan.js';

/** All names in a script. */
export function scriptNames(text: MappedText, span: Span): VariableSpan[] {
  return [...scan(text, span, { escapes: '\\', quotes: true, comments: true }), ...shellNames(text, span)];
}

/** The names in a part of a shell's text that no plain `$` tells: those it sets, reads in arithmetic or hands to a shell. */
export function shellNames(text: MappedText, { start, end }: Span): VariableSpan[] {
  const found: VariableSpan[] = [];
  const add = (name: string, at: number, isSetting: boolean) => {
    const span = { start: at, end: at + name.length };
    if (text.text.slice(span.start, span.end) === name) found.push({ name, span, whole: span, text, isSetting });
  };
  walkShell(parseShell(text.text, start, end), {
    command: (command) => {
      for (const { name, at } of settingsOf(command, text.text)) add(name, at, true);
      const inner = quotedScript(command, text.text);
      if (inner) found.push(...scriptNames(text, inner));
    },
    part: (part) => {
      const names = part.kind === 'arithmetic' ? namesInArithmetic(part, text.text) : [];
      for (const { name, start } of names) add(name, start, false);
    },
  });
  return found;
}

/** The script that a command hands to a shell in single quotes, which keep it from the shell outside: `sh -c '…'`. */
function quotedScript(command: Command, text: string): Span | undefined {
  const invocation = command.kind === 'simple' ? Invocation.of(command) : undefined;
  if (!invocation || !/^(?:.*\/)?(?:ba|da|a|k|mk|z)?sh$|^su$/.test(invocation.name)) return undefined;
  const flag = invocation.args.findIndex((arg) => /^-[a-z]*c$/.test(arg.text));
  const script = flag === -1 ? undefined : invocation.args[flag + 1];
  if (script?.parts.length !== 1 || text.charAt(script.start) !== "'") return undefined;
  return { start: script.start + 1, end: script.end - 1 };
}

interface NamePlace {
  readonly name: string;
  readonly at: number;
}

function settingsOf(command: Command, text: string): NamePlace[] {
  if (command.kind === 'compound') return loopName(command, text);
  const assigned = command.assignments.map(({ name, start }) => ({ name, at: start }));
  const invocation = Invocation.of(command);
  return invocation ? [...assigned, ...namedOperands(invocation)] : assigned;
}

function loopName({ keyword, name, start }: CompoundCommand, text: string): NamePlace[] {
  if (keyword !== 'for' && keyword !== 'select') return [];
  return [{ name, at: text.indexOf(name, start + keyword.length) }];
}

/** Flags of commands that set the names behind them, as far as they take a value. */
const setters: Readonly<Record<string, readonly string[]>> = {
  export: [],
  readonly: [],
  local: [],
  declare: [],
  typeset: [],
  unset: [],
  let: [],
  mapfile: ['C', 'c', 'd', 'n', 'O', 's', 'u'],
  readarray: ['C', 'c', 'd', 'n', 'O', 's', 'u'],
  read: ['d', 'i', 'n', 'N', 'p', 't', 'u'],
};

function namedOperands(invocation: Invocation): NamePlace[] {
  const flags = Object.hasOwn(setters, invocation.name) ? setters[invocation.name] : undefined;
  if (!flags || invocation.hasFlag('f')) return [];
  return invocation.operands(...flags).flatMap(({ start, parts: [first] }) => {
    const name =
      first?.kind === 'literal' && !first.isQuoted ? /^[A-Za-z_]\w*(?=$|\+?=)/.exec(first.text)?.[0] : undefined;
    return name === undefined ? [] : [{ name, at: start }];
  });
}
