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
        fix: () => {
          const word = asWord(value, instruction.syntax.escapeCharacter);
          if (word === undefined) return undefined;
          const newText = `${property.name}=${word}`;
          return {
            title: l10n.t('Write with an equals sign'),
            edits: [{ range: instruction.rangeOf(span), newText }],
          };
        },
      };
    }
  },
});

/** One word that means the same as a text in which blanks part nothing; undefined where that is hard to say. */
function asWord(value: string, escapeCharacter: string): string | undefined {
  if (!/[\s"']/.test(value)) return value;
  const pieces = value.match(/"[^"]*"|'[^']*'|[^"']+|["']/g) ?? [];
  if (value.includes(escapeCharacter) || pieces.some((piece) => /^["']$/.test(piece))) return undefined;
  if (pieces.length === 1 && /^["']/.test(value)) return value;
  if (!value.includes("'")) return `"${value.replaceAll('"', '')}"`;
  return pieces.map((piece) => (/^["']/.test(piece) ? piece : piece.replace(/\s/g, `${escapeCharacter}$&`))).join('');
}
