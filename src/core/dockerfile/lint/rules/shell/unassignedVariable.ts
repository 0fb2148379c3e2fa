import * as l10n from '@vscode/l10n';
import type { VariablePart } from '../../../shell/tree.js';
import { closestName } from '../../../variables.js';
import { defineRule } from '../../rule.js';
import { type ShellScript, shellScripts } from './shellScripts.js';

/** ShellCheck's SC2154: names in capitals may come from outside. */
export const unassignedVariable = defineRule({
  id: 'unassigned-variable',
  aliases: ['SC2154'],
  severity: 'warning',
  summary: { en: 'A script sets the variables it uses.', ko: '스크립트는 쓰는 변수를 스스로 정합니다.' },
  *check(file) {
    for (const script of shellScripts(file)) {
      for (const part of firstUnassigned(script)) {
        const closest = closestName(part.name, script.assigned.keys());
        yield {
          range: script.rangeOf(part),
          message: closest
            ? l10n.t('Nothing sets "{0}". Did you mean "{1}"?', part.name, closest)
            : l10n.t('Nothing sets "{0}".', part.name),
        };
      }
    }
  },
});

function firstUnassigned({ script, assigned, env, commands }: ShellScript): Iterable<VariablePart> {
  const found = new Map<string, VariablePart>();
  const tested = testedNames(commands);
  for (const part of script.parts) {
    if (part.kind !== 'variable' || found.has(part.name) || !/^[A-Za-z_]\w*$/.test(part.name)) continue;
    const isLower = /[a-z]/.test(part.name);
    if (!isLower || assigned.has(part.name) || env.has(part.name) || tested.has(part.name)) continue;
    if (!/^:?[-+?=]/.test(part.modifier)) found.set(part.name, part);
  }
  return found.values();
}

/** Names that a script only asks about with `[ -n "$name" ]`. */
function testedNames(commands: ShellScript['commands']): ReadonlySet<string> {
  const names = commands.flatMap(({ words }) =>
    words.flatMap(({ parts }, index) => {
      const [part] = parts;
      const isTest = /^-[nz]$/.test(words[index - 1]?.text ?? '');
      return isTest && part?.kind === 'variable' ? part.name : [];
    }),
  );
  return new Set(names);
}
