import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const keyValueSyntax = defineRule({
  id: 'key-value-syntax',
  aliases: ['DL1000', 'SYNTAX_MISSING_EQUALS', 'SYNTAX_MISSING_NAMES', 'ARGUMENT_REQUIRES_TWO'],
  severity: 'error',
  summary: { en: 'ENV, LABEL and ARG hold names with values.', ko: 'ENV, LABEL, ARG에는 이름과 값을 씁니다.' },
  *check(file) {
    for (const instruction of file.ofWithTriggers('ENV', 'LABEL', 'ARG')) {
      const { keyword, properties } = instruction;
      const [first] = properties;
      if (!first) continue;
      const isLegacy = keyword !== 'ARG' && !instruction.textOf(first.isLegacy ? first.nameSpan : first).includes('=');
      if (isLegacy) {
        if (properties.length > 1 || first.valueSpan) continue;
        yield {
          range: instruction.rangeOf(first),
          message: l10n.t('{0} needs a name and a value.', keyword),
          codes: ['DL1000', 'ARGUMENT_REQUIRES_TWO'],
        };
        continue;
      }
      for (const property of properties) {
        const text = instruction.textOf(property);
        if (text.startsWith('=')) {
          yield {
            range: instruction.rangeOf(property),
            message: l10n.t('A name is missing before the equals sign.'),
            codes: ['DL1000', 'SYNTAX_MISSING_NAMES'],
          };
        } else if (keyword !== 'ARG' && !text.includes('=')) {
          yield {
            range: instruction.rangeOf(property),
            message: l10n.t('"{0}" has no equals sign. Write name=value, with quotes around spaces.', text),
            codes: ['DL1000', 'SYNTAX_MISSING_EQUALS'],
          };
        }
      }
    }
  },
});
