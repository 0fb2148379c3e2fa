import * as l10n from '@vscode/l10n';
import type { SimpleCommand, WordPart } from '../../../shell/tree.js';
import { shellRule } from '../../shellcheck/told.js';
import { isDeclaration, type ShellScript } from './shellScripts.js';

/** ShellCheck's SC2155. */
export const maskedFailure = shellRule({
  id: 'masked-failure',
  aliases: ['SC2155'],
  severity: 'warning',
  summary: {
    en: 'A variable is set and exported in two commands.',
    ko: '변수 대입과 export는 두 명령으로 나눕니다.',
  },
  *find(script) {
    if (!script.script.parts.some(({ kind }) => kind === 'substitution')) return;
    for (const command of script.commands) {
      if (isLocalConstant(command, script)) continue;
      for (const word of command.words) {
        if (!isDeclaration(command, word) || !word.parts.some(isCommand)) continue;
        yield {
          range: script.rangeOf(word),
          message: l10n.t(
            '{0} hides the failure of the command inside. Assign the variable first.',
            command.words[0]?.text ?? '',
          ),
        };
      }
    }
  },
});

function isCommand(part: WordPart): boolean {
  return part.kind === 'substitution' && (part.opening === '$(' || part.opening === '`');
}

/** What a function can only set where it declares it. */
function isLocalConstant({ words, start }: SimpleCommand, { script }: ShellScript): boolean {
  if (words[0]?.text === 'readonly' || !words.some(({ text }) => text === '-r')) return false;
  return script.commands.some(
    (outer) => outer.kind === 'compound' && outer.keyword === 'function' && outer.start < start && start < outer.end,
  );
}
