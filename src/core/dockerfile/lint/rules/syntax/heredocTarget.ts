import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const heredocTarget = defineRule({
  id: 'heredoc-target',
  aliases: ['DL1000'],
  severity: 'error',
  summary: { en: 'A here-document is no target.', ko: 'heredoc은 복사 대상이 될 수 없습니다.' },
  *check(file) {
    for (const instruction of file.ofWithTriggers('ADD', 'COPY')) {
      const last = instruction.args.at(-1);
      if (
        !last ||
        instruction.args.length < 2 ||
        !instruction.heredocs.some(({ opening }) => opening.start === last.start)
      )
        continue;
      yield {
        range: instruction.rangeOf(last),
        message: l10n.t('{0} cannot write into a here-document.', instruction.keyword),
      };
    }
  },
});
