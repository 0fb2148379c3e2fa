import * as l10n from '@vscode/l10n';
import type { VariablePart, Word, WordPart } from '../../../shell/tree.js';
import { closestName } from '../../../variables.js';
import { shellRule } from '../../shellcheck/told.js';
import type { ShellScript } from './shellScripts.js';

/** ShellCheck's SC2154: names in capitals may come from outside. */
export const unassignedVariable = shellRule({
  id: 'unassigned-variable',
  aliases: ['SC2154'],
  severity: 'warning',
  summary: { en: 'A script sets the variables it uses.', ko: '스크립트는 쓰는 변수를 스스로 정합니다.' },
  *find(script) {
    for (const part of firstUnassigned(script)) {
      const closest = closestName(part.name, script.assigned);
      yield {
        range: script.rangeOf(part),
        message: closest
          ? l10n.t('Nothing sets "{0}". Did you mean "{1}"?', part.name, closest)
          : l10n.t('Nothing sets "{0}".', part.name),
      };
    }
  },
});

function firstUnassigned(shellScript: ShellScript): Iterable<VariablePart> {
  const { script, assigned, env } = shellScript;
  const found = new Map<string, VariablePart>();
  const names = script.parts.filter((part) => part.kind === 'variable' && /[a-z]/.test(part.name));
  if (names.length === 0) return [];
  const allowed = new Set([...assigned, ...env, ...testedNames(shellScript)]);
  const defaults = new Set<WordPart>();
  for (const part of script.parts) {
    if (part.kind !== 'variable') continue;
    const isGuarded = /^:?[-+?=]/.test(part.modifier);
    if (isGuarded) for (const inner of part.inner) defaults.add(inner);
    if (!/[a-z]/.test(part.name) || found.has(part.name) || allowed.has(part.name)) continue;
    if (isGuarded || defaults.has(part)) allowed.add(part.name);
    else found.set(part.name, part);
  }
  return found.values();
}

/** Names that a script only asks about with `[ -n "$name" ]`, `[ "$name" ]` or `[ -v name ]`. */
function testedNames({ script }: ShellScript): readonly string[] {
  return script.commands.flatMap((command) => {
    if (command.kind === 'compound') return command.keyword === '[[' ? command.words.flatMap(testedName) : [];
    const name = command.words[0]?.text;
    if (name !== '[' && name !== 'test') return [];
    return command.words.slice(1, name === '[' ? -1 : undefined).flatMap(testedName);
  });
}

function testedName(word: Word, index: number, words: readonly Word[]): readonly string[] {
  const before = words[index - 1]?.text ?? '';
  if (before === '-v') return [word.text];
  const [part] = word.parts;
  const isAlone = words.length === (before === '!' ? 2 : 1);
  return (isAlone || /^-[nz]$/.test(before)) && part?.kind === 'variable' ? [part.name] : [];
}
