import * as l10n from '@vscode/l10n';
import type { SubstitutionPart } from '../../../shell/tree.js';
import { shellRule } from '../../shellcheck/told.js';
import { splitParts } from './splitWords.js';

/** ShellCheck's SC2046. */
export const unquotedSubstitution = shellRule({
  id: 'unquoted-substitution',
  aliases: ['SC2046'],
  severity: 'warning',
  summary: { en: 'A command substitution stands in double quotes.', ko: '명령 치환은 큰따옴표로 감쌉니다.' },
  *find(script) {
    for (const part of splitParts(script, 'substitution')) {
      if (!isSplit(part)) continue;
      const range = script.rangeOf(part);
      const newText = `"${script.script.text.slice(part.start, part.end)}"`;
      yield {
        range,
        message: l10n.t('Without double quotes the output is split at spaces.'),
        alternatives: () => [{ title: l10n.t('Put in double quotes'), edits: [{ range, newText }] }],
      };
    }
  },
});

/** Lists of numbers are meant to be split. */
function isSplit({ opening, list }: SubstitutionPart): boolean {
  if (opening !== '$(' && opening !== '`') return false;
  const [item] = list.items;
  const command = item?.pipeline.commands[0];
  if (!item || list.items.length + item.pipeline.commands.length > 2) return item !== undefined;
  return !(command?.kind === 'simple' && /^(?:seq|pgrep)$/.test(command.words[0]?.text ?? ''));
}
