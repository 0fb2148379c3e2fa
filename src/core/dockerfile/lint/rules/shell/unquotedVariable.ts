import * as l10n from '@vscode/l10n';
import type { VariablePart } from '../../../shell/tree.js';
import { defineRule } from '../../rule.js';
import { type ShellScript, shellScripts, splitWords } from './shellScripts.js';

const numbers = new Set('# ? $ ! - _ 0 UID EUID LINENO PPID RANDOM SECONDS SHLVL EPOCHSECONDS'.split(' '));

/** ShellCheck's SC2086; values that cannot hold blanks pass. */
export const unquotedVariable = defineRule({
  id: 'unquoted-variable',
  aliases: ['SC2086'],
  severity: 'info',
  summary: { en: 'A variable stands in double quotes.', ko: '변수는 큰따옴표로 감쌉니다.' },
  *check(file) {
    for (const script of shellScripts(file)) {
      for (const { parts } of splitWords(script)) {
        for (const part of parts) {
          if (part.kind !== 'variable' || part.isQuoted || isSafe(part, script)) continue;
          const range = script.rangeOf(part);
          const newText = `"${script.script.text.slice(part.start, part.end)}"`;
          yield {
            range,
            message: l10n.t(
              'Without double quotes the value of "{0}" is split at spaces and its wildcards are expanded.',
              part.name,
            ),
            alternatives: () => [{ title: l10n.t('Put in double quotes'), edits: [{ range, newText }] }],
          };
        }
      }
    }
  },
});

function isSafe({ name, modifier }: VariablePart, { assigned, env }: ShellScript): boolean {
  if (name === '' || name === '@' || name === '*' || numbers.has(name)) return true;
  if (modifier.startsWith('#') || /^:?\+/.test(modifier)) return true;
  const own = assigned.get(name);
  return own ? own === 'plain' : env.has(name);
}
