import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const pointlessCommand = defineRule({
  id: 'pointless-command',
  aliases: ['DL3001'],
  severity: 'info',
  summary: {
    en: 'RUN calls nothing that makes no sense in a build.',
    ko: '빌드에서 의미 없는 명령을 RUN에서 부르지 않습니다.',
  },
  *check(file) {
    for (const call of file.calls('free', 'kill', 'mount', 'ps', 'service', 'shutdown', 'ssh', 'top', 'vim')) {
      yield {
        range: call.rangeOf(call.invocation.nameWord),
        message: l10n.t('"{0}" does nothing useful during a build.', call.invocation.name),
      };
    }
  },
});
