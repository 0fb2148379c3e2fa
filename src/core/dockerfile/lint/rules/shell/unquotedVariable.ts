import * as l10n from '@vscode/l10n';
import type { SimpleCommand, VariablePart } from '../../../shell/tree.js';
import { shellRule } from '../../shellcheck/told.js';
import type { ShellScript } from './shellScripts.js';
import { splitParts } from './splitWords.js';

/** ShellCheck's SC2086; values that cannot hold blanks pass. */
export const unquotedVariable = shellRule({
  id: 'unquoted-variable',
  aliases: ['SC2086'],
  severity: 'info',
  summary: { en: 'A variable stands in double quotes.', ko: '변수는 큰따옴표로 감쌉니다.' },
  *find(script) {
    for (const part of splitParts(script, 'variable')) {
      if (isSafe(part, script)) continue;
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
  },
});

/** Lists that are meant to be split, numbers, lengths and alternatives pass; so do defaults that `:` sets. */
function isSafe(part: VariablePart, script: ShellScript): boolean {
  const { name, modifier, start } = part;
  if (/^[@#?$!-]?$/.test(name) || /^\[@/.test(modifier) || /^:?\+/.test(modifier)) return true;
  if (script.script.text.startsWith('${#', start) && modifier.startsWith('#')) return true;
  if (/^:?=/.test(modifier) && script.commands.some((command) => isDefault(command, part))) return true;
  return script.isPlain(part);
}

function isDefault({ words }: SimpleCommand, part: VariablePart): boolean {
  return words[0]?.text === ':' && words.some(({ parts }) => parts.includes(part));
}
