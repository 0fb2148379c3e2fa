import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const userRoot = defineRule({
  id: 'user-root',
  aliases: ['DL3002'],
  severity: 'warning',
  summary: { en: 'The last USER of a stage is not root.', ko: '스테이지의 마지막 USER는 root가 아닙니다.' },
  *check({ document }) {
    for (const { instructions } of document.stages) {
      const last = instructions.findLast(({ keyword, args }) => keyword === 'USER' && args.length > 0);
      if (!last || !/^(?:root|0)(?::|$)/.test(last.argsText)) continue;
      yield {
        range: last.argsRange,
        message: l10n.t('The stage ends as root. Switch to another user at the end.'),
      };
    }
  },
});
