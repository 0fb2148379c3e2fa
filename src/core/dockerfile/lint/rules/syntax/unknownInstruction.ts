import * as l10n from '@vscode/l10n';
import { isKnownKeyword, keywords } from '../../../keywords.js';
import { closestName } from '../../../variables.js';
import { defineRule } from '../../rule.js';

export const unknownInstruction = defineRule({
  id: 'unknown-instruction',
  aliases: ['DL1000', 'UNKNOWN_INSTRUCTION'],
  severity: 'error',
  summary: { en: 'Every instruction is one that Docker knows.', ko: '모든 명령어는 Docker가 아는 것입니다.' },
  *check({ withTriggers }) {
    for (const instruction of withTriggers.filter(({ keyword }) => !isKnownKeyword(keyword))) {
      const { keyword, keywordText, keywordRange } = instruction;
      const closest = closestName(keyword, keywords);
      yield {
        range: keywordRange,
        message: closest
          ? l10n.t('There is no instruction "{0}". Did you mean {1}?', keywordText, closest)
          : l10n.t('There is no instruction "{0}".', keywordText),
        alternatives: () =>
          closest
            ? [{ title: l10n.t('Change to {0}', closest), edits: [{ range: keywordRange, newText: closest }] }]
            : [],
      };
    }
  },
});
