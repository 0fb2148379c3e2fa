import * as l10n from '@vscode/l10n';
import { ignorePragma } from '../../pragmaComments.js';
import { defineRule } from '../../rule.js';

export const ignorePragmaUsed = defineRule({
  id: 'ignore-pragma-used',
  aliases: ['DL1001'],
  severity: 'off',
  summary: { en: 'Findings are cured, not ignored.', ko: '문제는 무시하지 않고 고칩니다.' },
  *check({ document }) {
    for (const comment of document.comments) {
      if (ignorePragma(comment)?.scope !== 'line') continue;
      const { range } = comment;
      yield { range, message: l10n.t('This comment ignores findings of the next instruction.') };
    }
  },
});
