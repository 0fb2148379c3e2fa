import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const legacyKeyValue = defineRule({
  id: 'legacy-key-value',
  aliases: ['LegacyKeyValueFormat'],
  severity: 'warning',
  tag: 'deprecated',
  summary: { en: 'ENV and LABEL are written with an equals sign.', ko: 'ENV와 LABEL은 등호를 써서 적습니다.' },
  *check(file) {
    for (const instruction of file.of('ENV', 'LABEL')) {
      const [property] = instruction.properties;
      if (!property?.isLegacy || !property.valueSpan) continue;
      const span = { start: property.nameSpan.start, end: instruction.text.length };
      const value = instruction.text.slice(property.valueSpan.start);
      yield {
        range: instruction.rangeOf(span),
        message: l10n.t('Write "{0}" with an equals sign. The form with a space is legacy.', property.name),
        fix: () => ({
          title: l10n.t('Write with an equals sign'),
          edits: [{ range: instruction.rangeOf(span), newText: `${property.name}=${quoted(value)}` }],
        }),
      };
    }
  },
});

/** One word as it stands, anything with blanks in double quotes. */
function quoted(value: string): string {
  if (!/\s/.test(value) || /^"(?:[^"\\]|\\.)*"$|^'[^']*'$/.test(value)) return value;
  return `"${value.replace(/(\\.)|"/gs, (match, escaped: string | undefined) => escaped ?? `\\${match}`)}"`;
}
