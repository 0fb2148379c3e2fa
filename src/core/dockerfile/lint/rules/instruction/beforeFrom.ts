import * as l10n from '@vscode/l10n';
import { isKnownKeyword } from '../../../keywords.js';
import { defineRule } from '../../rule.js';

export const instructionBeforeFrom = defineRule({
  id: 'instruction-before-from',
  aliases: ['DL3061', 'NO_SOURCE_IMAGE'],
  severity: 'error',
  summary: { en: 'Only ARG stands before the first FROM.', ko: '첫 FROM 앞에는 ARG만 둡니다.' },
  *check({ instructions }) {
    for (const instruction of instructions.filter(({ stage }) => !stage)) {
      const { keyword } = instruction;
      if (keyword === 'ARG' || !isKnownKeyword(keyword)) continue;
      yield { range: instruction.keywordRange, message: l10n.t('{0} comes before the first FROM.', keyword) };
    }
  },
});
