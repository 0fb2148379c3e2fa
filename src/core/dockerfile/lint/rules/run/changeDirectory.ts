import * as l10n from '@vscode/l10n';
import type { Span } from '../../../mappedText.js';
import type { Script } from '../../../shell/script.js';
import { walkShell } from '../../../shell/walk.js';
import { defineRule } from '../../rule.js';

/** A `cd` in a subshell passes: it is meant for the commands beside it. hadolint flags it too. */
export const changeDirectory = defineRule({
  id: 'change-directory',
  aliases: ['DL3003'],
  severity: 'warning',
  summary: { en: 'WORKDIR changes the directory, not cd.', ko: '디렉터리는 cd 대신 WORKDIR로 바꿉니다.' },
  *check(file) {
    for (const call of file.calls('cd')) {
      if (call.instruction.onbuild || isInSubshell(call.script, call.invocation.span)) continue;
      yield {
        range: call.rangeOf(call.invocation.span),
        message: l10n.t('The next instruction starts in the old directory again. Use WORKDIR.'),
      };
    }
  },
});

function isInSubshell(script: Script, { start, end }: Span): boolean {
  let isInside = false;
  const look = (span: Span) => {
    if (span.start <= start && end <= span.end) isInside = true;
  };
  walkShell(script.list, {
    command: (command) => {
      if (command.kind === 'compound' && command.keyword === '(') look(command);
    },
    part: (part) => {
      if (part.kind === 'substitution') look(part);
    },
  });
  return isInside;
}
