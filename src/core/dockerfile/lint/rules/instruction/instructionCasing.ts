import * as l10n from '@vscode/l10n';
import type { InstructionSyntax } from '../../../syntax.js';
import { casingOf } from '../../casing.js';
import { defineRule } from '../../rule.js';

export const instructionCasing = defineRule({
  id: 'instruction-casing',
  aliases: ['ConsistentInstructionCasing', 'CASING_INSTRUCTION'],
  severity: 'warning',
  ignoresInstructionSkip: true,
  summary: {
    en: 'All instructions are written in the same case.',
    ko: '모든 명령어는 같은 대소문자로 씁니다.',
  },
  *check({ instructions }) {
    const counted = instructions.filter(({ stage }) => stage);
    const casings = counted.map(({ syntax }) => syntax.keep(keywordCasing));
    const count = (wanted: string) => casings.filter((casing) => casing === wanted).length;
    const majority = count('lower') > count('upper') ? 'lower' : 'upper';
    for (const instruction of counted.filter((_, index) => casings[index] !== majority)) {
      const { keyword, keywordText, keywordRange } = instruction;
      const newText = majority === 'upper' ? keyword : keyword.toLowerCase();
      yield {
        range: keywordRange,
        message: l10n.t('"{0}" differs in case from the other instructions. Write "{1}".', keywordText, newText),
        fix: () => ({ title: l10n.t('Change to {0}', newText), edits: [{ range: keywordRange, newText }] }),
      };
    }
  },
});

function keywordCasing({ keywordSpan }: InstructionSyntax): ReturnType<typeof casingOf> {
  return casingOf(keywordSpan.value);
}
