import * as l10n from '@vscode/l10n';
import { casingOf } from '../../casing.js';
import { defineRule } from '../../rule.js';

export const asCasing = defineRule({
  id: 'from-as-casing',
  aliases: ['FromAsCasing'],
  severity: 'warning',
  summary: { en: 'AS is written in the case of its FROM.', ko: 'AS는 FROM과 같은 대소문자로 씁니다.' },
  *check({ document }) {
    for (const { from, name } of document.stages) {
      const as = from.args[1];
      const casing = casingOf(from.keywordText);
      if (!as || !name || casing === 'mixed' || casing === casingOf(as.value)) continue;
      const newText = casing === 'upper' ? 'AS' : 'as';
      yield {
        range: from.rangeOf(as),
        message: l10n.t('"{0}" and "{1}" differ in case.', as.value, from.keywordText),
        fix: () => ({ title: l10n.t('Change to {0}', newText), edits: [{ range: from.rangeOf(as), newText }] }),
      };
    }
  },
});
