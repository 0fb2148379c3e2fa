import * as l10n from '@vscode/l10n';
import type { SubstitutionPart } from '../../../shell/tree.js';
import { shellRule } from '../../shellcheck/told.js';

/** ShellCheck's SC2006. */
export const backticks = shellRule({
  id: 'backticks',
  aliases: ['SC2006'],
  severity: 'style',
  summary: { en: 'A command substitution is written $( ).', ko: '명령 치환은 $( )로 씁니다.' },
  *find(script) {
    const { parts, text } = script.script;
    for (const part of parts) {
      if (part.kind !== 'substitution' || part.opening !== '`' || part.list.items.length === 0) continue;
      const { start, end } = part;
      if (text.charAt(end - 1) !== '`') continue;
      const edits = [
        { range: script.rangeOf({ start, end: start + 1 }), newText: '$(' },
        { range: script.rangeOf({ start: end - 1, end }), newText: ')' },
      ];
      yield {
        range: script.rangeOf(part),
        message: l10n.t('Backticks are hard to read and to nest. Write $( ).'),
        fix: () => (meansTheSame(part, text) ? { title: l10n.t('Change to {0}', '$( )'), edits } : undefined),
      };
    }
  },
});

/** Backslashes, comments and quotes within quotes are read in another way there; `$((` begins arithmetic. */
function meansTheSame({ start, end, isQuoted }: SubstitutionPart, text: string): boolean {
  const inside = text.slice(start + 1, end - 1);
  return !/^\(|[\\#]/.test(inside) && !(isQuoted && inside.includes('"'));
}
