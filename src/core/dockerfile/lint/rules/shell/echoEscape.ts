import * as l10n from '@vscode/l10n';
import type { Word } from '../../../shell/tree.js';
import { shellRule } from '../../shellcheck/told.js';

/** ShellCheck's SC2028. */
export const echoEscape = shellRule({
  id: 'echo-escape',
  aliases: ['SC2028'],
  severity: 'info',
  summary: {
    en: 'Escapes such as \\n are printed with printf, not echo.',
    ko: '\\n 같은 이스케이프는 echo가 아니라 printf로 출력합니다.',
  },
  *find(script) {
    if (script.shell === 'dash') return;
    const { text } = script.script;
    if (!text.includes('\\')) return;
    for (const { words } of script.commands) {
      const [program, ...args] = words;
      if (program?.text.split('/').at(-1) !== 'echo' || hasEscapeFlag(args)) continue;
      for (const arg of args) {
        if (!/\\(?:[0-7abefnrtv\\]|x[\da-fA-F])/.test(literalText(arg, text))) continue;
        yield {
          range: script.rangeOf(arg),
          message: l10n.t('Only some shells expand escapes in echo. Use printf.'),
        };
      }
    }
  },
});

/** A flag with the letter `e` anywhere before `--`. */
function hasEscapeFlag(args: readonly Word[]): boolean {
  const end = args.findIndex(({ text }) => text === '--');
  const flags = args.slice(0, end === -1 ? undefined : end);
  return flags.some(({ text }) => /^-(?:-e(?:=|$)|(?!-).*e)/s.test(text));
}

/** What a word says without what is expanded, `$'…'` with it. */
function literalText({ parts }: Word, text: string): string {
  return parts.map((part) => (part.kind === 'literal' && text.charAt(part.start) !== '$' ? part.text : '')).join('');
}
