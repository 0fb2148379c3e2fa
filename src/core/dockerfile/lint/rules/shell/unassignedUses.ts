import type { Span } from '../../../mappedText.js';
import { namesInArithmetic } from '../../../shell/arithmetic.js';
import type { Assignment, VariablePart, Word, WordPart } from '../../../shell/tree.js';
import type { ShellScript } from './shellScripts.js';

interface Use extends Span {
  readonly name: string;
  /** The part with a dollar sign, when it has one. */
  readonly part?: VariablePart;
}

/** The first use of each variable that nothing sets and no use guards, among those with a wanted name. */
export function unassignedUses(shellScript: ShellScript, isWanted: (name: string) => boolean): Iterable<Use> {
  const { script, assigned, env } = shellScript;
  const found = new Map<string, Use>();
  const uses = script.parts.flatMap((part) => usesIn(part, script.text)).sort((a, b) => a.start - b.start);
  if (!uses.some(({ name }) => isWanted(name))) return [];
  const arrays = arraysIn(shellScript);
  const allowed = new Set(testedNames(shellScript));
  const defaults = new Set<WordPart>();
  for (const use of uses) {
    const { name, part } = use;
    const isGuarded = part !== undefined && /^:?[-+?=]/.test(part.modifier);
    if (isGuarded) for (const inner of part.inner) defaults.add(inner);
    if (!isWanted(name) || found.has(name) || allowed.has(name) || assigned.has(name) || env.has(name)) continue;
    if (arrays.some(({ start, end }) => start < use.start && use.end < end)) continue;
    if (isGuarded || (part && defaults.has(part))) allowed.add(name);
    else found.set(name, use);
  }
  return found.values();
}

/** ShellCheck takes what stands in an array for an index. */
function arraysIn({ commands }: ShellScript): readonly Assignment[] {
  return commands.flatMap(({ assignments }) => assignments.filter(({ items }) => items));
}

function usesIn(part: WordPart, text: string): readonly Use[] {
  if (part.kind === 'variable') return [{ name: part.name, start: part.start, end: part.end, part }];
  return part.kind === 'arithmetic' ? namesInArithmetic(part, text) : [];
}

/** Names that a script only asks about with `[ -n "$name" ]`, `[ "$name" ]` or `[ -v name ]`; `test` guards none. */
export function testedNames({ script }: ShellScript): readonly string[] {
  return script.commands.flatMap((command) => {
    if (command.kind === 'compound') return command.keyword === '[[' ? command.words.flatMap(testedName) : [];
    return command.words[0]?.text === '[' ? command.words.slice(1, -1).flatMap(testedName) : [];
  });
}

function testedName(word: Word, index: number, words: readonly Word[]): readonly string[] {
  const before = words[index - 1]?.text ?? '';
  if (before === '-v') return [word.text];
  const isAlone = words.length === (before === '!' ? 2 : 1);
  if (!isAlone && !/^-[nz]$/.test(before)) return [];
  return word.parts.flatMap((part) => (part.kind === 'variable' ? part.name : []));
}
