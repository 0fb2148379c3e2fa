import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';
import { insertBehind } from '../../shellFix.js';

const quiet = ['progress', 'q', 'quiet', 'o', 'output-file', 'a', 'append-output', 'no-verbose'];

export const wgetProgress = defineRule({
  id: 'wget-progress',
  aliases: ['DL3047'],
  severity: 'info',
  summary: { en: 'wget does not fill the build log.', ko: 'wget이 빌드 로그를 가득 채우지 않게 합니다.' },
  *check(file) {
    for (const call of file.calls('wget')) {
      if (call.invocation.hasFlag(...quiet) || call.invocation.hasArg('-nv')) continue;
      yield {
        range: call.rangeOf(call.invocation.nameWord),
        message: l10n.t('wget floods the build log with progress lines. Add --progress=dot:giga.'),
        fix: () => insertBehind(call, call.invocation.nameWord, '--progress=dot:giga'),
      };
    }
  },
});
