import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { checkComment } from '../../pragmaComments.js';
import { defineRule } from '../../rule.js';

export const definitionDescription = defineRule({
  id: 'definition-description',
  aliases: ['InvalidDefinitionDescription'],
  severity: 'warning',
  isExperimental: true,
  summary: {
    en: 'A comment above ARG or FROM begins with the name it describes.',
    ko: 'ARG나 FROM 위의 설명 주석은 설명할 이름으로 시작합니다.',
  },
  *check({ instructions }) {
    for (const instruction of instructions) {
      const names = describedNames(instruction);
      const comment = instruction.comments.filter(({ text }) => !checkComment(text)).at(-1);
      if (names.length === 0 || !comment || names.some((name) => comment.text.startsWith(`${name} `))) continue;
      yield {
        range: instruction.keywordRange,
        message: l10n.t('The comment above does not start with "{0}", so it does not describe it.', names[0] ?? ''),
        related: [{ range: comment.range, message: l10n.t('The comment.') }],
      };
    }
  },
});

function describedNames({ keyword, properties, stage }: Instruction): string[] {
  if (keyword === 'ARG') return properties.map(({ name }) => name);
  return keyword === 'FROM' && stage?.name ? [stage.name.value] : [];
}
