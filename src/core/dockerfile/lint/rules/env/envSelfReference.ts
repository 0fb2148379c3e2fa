import * as l10n from '@vscode/l10n';
import { findVariables } from '../../../variables.js';
import { defineRule } from '../../rule.js';

export const envSelfReference = defineRule({
  id: 'env-self-reference',
  aliases: ['DL3044'],
  severity: 'error',
  summary: {
    en: 'ENV does not use a variable that it defines itself.',
    ko: 'ENV에서 같은 명령어로 정의하는 변수를 쓰지 않습니다.',
  },
  *check({ document, instructions }) {
    const known = new Set<string>();
    for (const instruction of instructions.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')) {
      const { properties } = instruction;
      const defined = new Set(properties.map(({ name }) => name).filter((name) => !known.has(name)));
      for (const { name: own, valueSpan } of instruction.keyword === 'ENV' ? properties : []) {
        if (!valueSpan) continue;
        for (const use of findVariables(instruction.text, valueSpan, document.escapeCharacter)) {
          if (use.name === own || !defined.has(use.name)) continue;
          yield {
            range: instruction.rangeOf(use),
            message: l10n.t('"{0}" is set by this same ENV, so here it still has its old value.', use.name),
          };
        }
      }
      for (const { name } of properties) known.add(name);
    }
  },
});
