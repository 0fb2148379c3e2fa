import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const shellByLink = defineRule({
  id: 'shell-by-link',
  aliases: ['DL4005'],
  severity: 'warning',
  summary: { en: 'SHELL changes the shell, not a link.', ko: '셸은 링크가 아니라 SHELL로 바꿉니다.' },
  *check(file) {
    for (const call of file.calls('ln')) {
      if (!call.invocation.hasArg('/bin/sh')) continue;
      yield {
        range: call.rangeOf(call.invocation.span),
        message: l10n.t('Replacing /bin/sh may break other scripts in the image. Use SHELL instead.'),
      };
    }
  },
});
