import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const heredocUnclosed = defineRule({
  id: 'heredoc-unclosed',
  aliases: ['DL1000'],
  severity: 'error',
  summary: { en: 'Every here-document is ended.', ko: '모든 heredoc은 끝을 표시합니다.' },
  *check({ instructions }) {
    for (const instruction of instructions.filter(({ heredocs }) => heredocs.length > 0)) {
      for (const { terminator, opening, name } of instruction.heredocs) {
        if (terminator) continue;
        yield {
          range: instruction.rangeOf(opening),
          message: l10n.t('This here-document is never closed by a line "{0}".', name),
        };
      }
    }
  },
});
