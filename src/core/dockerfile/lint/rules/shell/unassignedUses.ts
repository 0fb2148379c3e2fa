import type { VariablePart, Word, WordPart } from '../../../shell/tree.js';
import type { ShellScript } from './shellScripts.js';

/** The first use of each variable that nothing sets and no use guards, among those with a wanted name. */
export function unassignedUses(shellScript: ShellScript, isWanted: (name: string) => boolean): Iterable<VariablePart> {
  const { script, assigned, env } = shellScript;
  const found = new Map<string, VariablePart>();
  const names = script.parts.filter((part) => part.kind === 'variable' && isWanted(part.name));
  if (names.length === 0) return [];
  const allowed = new Set(testedNames(shellScript));
  const defaults = new Set<WordPart>();
  for (const part of script.parts) {
    if (part.kind !== 'variable') continue;
    const isGuarded = /^:?[-+?=]/.test(part.modifier);
    if (isGuarded) for (const inner of part.inner) defaults.add(inner);
    if (!isWanted(part.name) || found.has(part.name) || allowed.has(part.name)) continue;
    if (assigned.has(part.name) || env.has(part.name)) continue;
    if (isGuarded || defaults.has(part)) allowed.add(part.name);
    else found.set(part.name, part);
  }
  return found.values();
}

/** Names that a script only asks about with `[ -n "$name" ]`, `[ "$name" ]` or `[ -v name ]`; `test` guards none. */
function testedNames({ script }: ShellScript): readonly string[] {
  return script.commands.flatMap((command) => {
    if (command.kind === 'compound') return command.keyword === '[[' ? command.words.flatMap(testedName) : [];
    return command.words[0]?.text === '[' ? command.words.slice(1, -1).flatMap(testedName) : [];
  });
}

function testedName(word: Word, index: number, words: readonly Word[]): readonly string[] {
  const before = words[index - 1]?.text ?? '';
  if (before === '-v') return [word.text];
  const [part] = word.parts;
  const isAlone = words.length === (before === '!' ? 2 : 1);
  return (isAlone || /^-[nz]$/.test(before)) && part?.kind === 'variable' ? [part.name] : [];
}
