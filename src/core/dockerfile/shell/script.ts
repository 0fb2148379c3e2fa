import { compact } from '../../base/compact.js';
import type { Instruction } from '../instruction.js';
import type { MappedText, Span } from '../mappedText.js';
import type { Range } from '../range.js';
import type { InstructionSyntax } from '../syntax.js';
import { Invocation } from './invocation.js';
import { parseShell } from './parser.js';
import type { Command, List, Pipeline, WordPart } from './tree.js';
import { walkShell } from './walk.js';

/** A script that an instruction runs, in the form it is written in. */
export interface Script {
  readonly form: 'shell' | 'exec' | 'heredoc';
  /** The program that a heredoc is for, by its RUN or its first line; empty where none is named. */
  readonly interpreter: string;
  /** What spans of the list count in. */
  readonly text: string;
  readonly list: List;
  /** All commands, parts of words and pipelines in it, in order of writing, substitutions included. */
  readonly commands: readonly Command[];
  readonly parts: readonly WordPart[];
  readonly pipelines: readonly Pipeline[];
  /** Programs it calls, in order of writing. */
  readonly invocations: readonly Invocation[];
  readonly silence: Silence;
  /** The place in the file of a part of it. */
  rangeOf(instruction: Instruction, span: Span): Range;
}

/** Who looked at a script and found nothing, while the same surrounded it. */
export interface Silence {
  surroundings: string;
  lookers: object[];
}

const noSilence = (): Silence => ({ surroundings: '', lookers: [] });

/** The scripts of a RUN: its words, its JSON form, or the heredocs that it feeds to a shell. */
export function scriptsOf(syntax: InstructionSyntax): readonly Script[] {
  if (syntax.keyword !== 'RUN') return [];
  const { heredocs } = syntax.line;
  if (syntax.json?.isStrings) return [execScript(syntax)];
  const words = mappedScript('shell', syntax.line.joined, syntax.argsSpan.start);
  if (heredocs.length === 0 || !/^\d*<</.test(syntax.args[0]?.value ?? '')) return [words];
  const program = baseName(words.invocations[0]?.name ?? '');
  if (!isShell(program)) return [words];
  return heredocs.flatMap(({ body }) => {
    const interpreter = program || shebangProgram(body.text);
    return isShell(interpreter) ? [mappedScript('heredoc', body, 0, interpreter)] : [];
  });
}

function mappedScript(form: Script['form'], mapped: MappedText, start: number, interpreter = ''): Script {
  const list = parseShell(mapped.text, start);
  const rangeOf: Script['rangeOf'] = (instruction, span) => instruction.rangeIn(mapped, span);
  return { form, interpreter, text: mapped.text, list, ...contentsOf(list), silence: noSilence(), rangeOf };
}

/** The strings of the JSON form with blanks between; a string with escapes is told as a whole. */
function execScript(syntax: InstructionSyntax): Script {
  const items = syntax.json?.items ?? [];
  const text = items.map(({ value }) => value).join(' ');
  const list = parseShell(text);
  const ends: number[] = [];
  for (const [index, { value }] of items.entries()) ends.push((ends[index - 1] ?? 0) + value.length + 1);
  const locate = (offset: number, atEnd: boolean): number => {
    const index = Math.max(
      0,
      ends.findIndex((end) => offset < end),
    );
    const item = items[index];
    if (!item) return syntax.argsSpan.start;
    const inside = offset - (index === 0 ? 0 : (ends[index - 1] ?? 0));
    if (syntax.text.slice(item.start + 1, item.end - 1) === item.value) return item.start + 1 + inside;
    return atEnd ? item.end : item.start;
  };
  const rangeOf: Script['rangeOf'] = (instruction, { start, end }) =>
    instruction.rangeOf({ start: locate(start, false), end: locate(end, true) });
  return { form: 'exec', interpreter: '', text, list, ...contentsOf(list), silence: noSilence(), rangeOf };
}

function contentsOf(list: List): Pick<Script, 'commands' | 'parts' | 'pipelines' | 'invocations'> {
  const commands: Command[] = [];
  const parts: WordPart[] = [];
  const pipelines: Pipeline[] = [];
  walkShell(list, {
    command: (command) => commands.push(command),
    part: (part) => parts.push(part),
    pipeline: (pipeline) => pipelines.push(pipeline),
  });
  const invocations = commands.flatMap((command) => (command.kind === 'simple' ? (Invocation.of(command) ?? []) : []));
  return { commands, parts: compact(parts), pipelines: compact(pipelines), invocations };
}

/** True unless a first line like `#!/usr/bin/python3` names another interpreter than a POSIX shell. */
export function isForShell(body: string): boolean {
  return isShell(shebangProgram(body));
}

/** True for the name of a POSIX shell, and where none is named. */
function isShell(name: string): boolean {
  return /^(?:(?:ba|da|a|k|mk|z)?sh)?$/.test(name);
}

/** The program in a first line like `#!/usr/bin/env bash`, without its path; empty without such a line. */
function shebangProgram(text: string): string {
  const [, path = '', argument = ''] = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(text) ?? [];
  return baseName(path.endsWith('/env') ? argument : path);
}

function baseName(path: string): string {
  return path.split('/').at(-1) ?? '';
}
