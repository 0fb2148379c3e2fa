import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const stageNameReserved = defineRule({
  id: 'stage-name-reserved',
  aliases: ['DL3063', 'ReservedStageName'],
  severity: 'warning',
  ignoresInstructionSkip: true,
  summary: { en: 'No stage is named scratch or context.', ko: 'scratch와 context는 스테이지 이름으로 쓰지 않습니다.' },
  *check({ document }) {
    for (const { name, from } of document.stages) {
      if (!name || !/^(?:scratch|context)$/i.test(name.value)) continue;
      yield {
        range: from.rangeOf(name),
        message: l10n.t('"{0}" is reserved, so a stage with this name cannot be used.', name.value),
      };
    }
  },
});
