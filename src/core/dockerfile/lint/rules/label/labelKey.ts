import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const labelKey = defineRule({
  id: 'label-key',
  aliases: ['DL3048'],
  severity: 'style',
  summary: { en: 'A label key follows the rules for keys.', ko: '레이블 키는 키 규칙을 따릅니다.' },
  *check(file) {
    for (const instruction of file.of('LABEL')) {
      for (const { name, nameSpan } of instruction.properties) {
        const key = name.replace(/^(["'])(.*)\1$/, '$2');
        if (isGoodKey(key)) continue;
        yield {
          range: instruction.rangeOf(nameSpan),
          message: l10n.t(
            '"{0}" is not a valid label key: use lower case, dots and hyphens, and no reserved prefix.',
            key,
          ),
        };
      }
    }
  },
});

function isGoodKey(key: string): boolean {
  if (!/^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(key) || /\.\.|--/.test(key)) return false;
  return !/^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(key);
}
