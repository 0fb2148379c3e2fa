import * as l10n from '@vscode/l10n';
import type { SimpleCommand, Word } from '../../../shell/tree.js';
import { shellRule } from '../../shellcheck/told.js';

/** ShellCheck's SC2035. */
export const globAsFlag = shellRule({
  id: 'glob-as-flag',
  aliases: ['SC2035'],
  severity: 'info',
  summary: {
    en: 'A wildcard in front has ./ before it, so that no file becomes a flag.',
    ko: '와일드카드로 시작하는 인자 앞에는 ./를 붙여 파일이 플래그가 되지 않게 합니다.',
  },
  *find(script) {
    if (!/[*?]/.test(script.script.text)) return;
    for (const command of script.commands) {
      for (const word of openArguments(command)) {
        if (!/^[*?]/.test(script.script.text.slice(word.start, word.end))) continue;
        yield {
          range: script.rangeOf(word),
          message: l10n.t('A file whose name begins with a hyphen becomes a flag. Write ./ before the wildcard.'),
        };
      }
    }
  },
});

/** The arguments that may be flags: those before `--`, not of commands that take them as they are. */
function openArguments({ words: [program, ...args] }: SimpleCommand): readonly Word[] {
  if (/^(?:echo|printf|\[)$/.test(program?.text ?? '')) return [];
  const end = args.findIndex(({ text }) => text === '--');
  return end === -1 ? args : args.slice(0, end);
}
