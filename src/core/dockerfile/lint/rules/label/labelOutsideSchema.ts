import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const labelOutsideSchema = defineRule({
  id: 'label-outside-schema',
  aliases: ['DL3050'],
  severity: 'info',
  summary: { en: 'Every label is in the schema.', ko: '모든 레이블이 스키마에 있습니다.' },
  *check(file) {
    const { strictLabels, labelSchema } = file.options;
    if (!strictLabels) return;
    for (const instruction of file.of('LABEL')) {
      for (const { name, nameSpan } of instruction.properties) {
        const key = name.replace(/["']/g, '');
        if (labelSchema.has(key)) continue;
        yield { range: instruction.rangeOf(nameSpan), message: l10n.t('The label "{0}" is not in the schema.', key) };
      }
    }
  },
});
