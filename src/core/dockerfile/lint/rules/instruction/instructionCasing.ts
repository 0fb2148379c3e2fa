import * as l10n from '@vscode/l10n';
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
    const upper = counted.filter(({ keywordText }) => casingOf(keywordText) === 'upper').length;
    const lower = counted.filter(({ keywordText }) => casingOf(keywordText) === 'lower').length;
    const majority = lower > upper ? 'lower' : 'upper';
    for (const instruction of counted) {
      const { keyword, keywordText } = instruction;
      if (casingOf(keywordText) === majority) continue;
      const { keywordRange } = instruction;
      const newText = majority === 'upper' ? keyword : keyword.toLowerCase();
      yield {
        range: keywordRange,
        message: l10n.t('"{0}" differs in case from the other instructions. Write "{1}".', keywordText, newText),
        fix: () => ({ title: l10n.t('Change to {0}', newText), edits: [{ range: keywordRange, newText }] }),
      };
    }
  },
});
