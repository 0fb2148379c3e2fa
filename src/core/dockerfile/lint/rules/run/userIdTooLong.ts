import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';
import { insertBehind } from '../../shellFix.js';

export const userIdTooLong = defineRule({
  id: 'user-id-too-long',
  aliases: ['DL3046'],
  severity: 'warning',
  summary: {
    en: 'useradd with a high user number keeps no log of it.',
    ko: '큰 번호의 사용자를 useradd로 만들 때 로그를 남기지 않습니다.',
  },
  *check(file) {
    for (const call of file.calls('useradd')) {
      const id = call.invocation.valueOf('u', 'uid') ?? '';
      if (id.length <= 5 || call.invocation.hasFlag('l', 'no-log-init')) continue;
      yield {
        range: call.rangeOf(call.invocation.span),
        message: l10n.t('A user ID as high as {0} makes useradd write a huge sparse log file. Add -l.', id),
        fix: () => insertBehind(call, call.invocation.nameWord, '-l'),
      };
    }
  },
});
