import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const zypperUpgrade = defineRule({
  id: 'zypper-dist-upgrade',
  aliases: ['DL3035'],
  severity: 'warning',
  summary: { en: 'zypper does not upgrade the distribution.', ko: 'zypper로 배포판을 업그레이드하지 않습니다.' },
  *check(file) {
    for (const call of file.calls('zypper')) {
      const upgrade = call.invocation.args.find(({ text }) => text === 'dist-upgrade' || text === 'dup');
      if (!upgrade) continue;
      yield {
        range: call.rangeOf(upgrade),
        message: l10n.t('This turns the base image into another release. Use a newer base image instead.'),
      };
    }
  },
});
