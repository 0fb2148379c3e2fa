import * as l10n from '@vscode/l10n';
import { compact } from '../../../../base/compact.js';
import type { InstructionSyntax } from '../../../syntax.js';
import { findVariables, type VariableUse } from '../../../variables.js';
import { defineRule } from '../../rule.js';

export const envSelfReference = defineRule({
  id: 'env-self-reference',
  aliases: ['DL3044'],
  severity: 'error',
  summary: {
    en: 'ENV does not use a variable that it defines itself.',
    ko: 'ENV에서 같은 명령어로 정의하는 변수를 쓰지 않습니다.',
  },
  *check({ instructions }) {
    const known = new Set<string>();
    for (const instruction of instructions.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')) {
      for (const use of instruction.syntax.keep(ownUses)) {
        if (known.has(use.name)) continue;
        yield {
          range: instruction.rangeOf(use),
          message: l10n.t('"{0}" is set by this same ENV, so here it still has its old value.', use.name),
        };
      }
      for (const { name } of instruction.properties) known.add(name);
    }
  },
});

/** Uses of variables that the same ENV defines by another of its properties. */
function ownUses({ keyword, properties, text, escapeCharacter }: InstructionSyntax): readonly VariableUse[] {
  const own = new Set(properties.map(({ name }) => name));
  const uses = (keyword === 'ENV' ? properties : []).flatMap(({ name, valueSpan }) =>
    valueSpan
      ? findVariables(text, valueSpan, escapeCharacter).filter((use) => use.name !== name && own.has(use.name))
      : [],
  );
  return compact(uses);
}
