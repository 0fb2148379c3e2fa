import * as l10n from '@vscode/l10n';
import { stageChain } from '../../../stages.js';
import { defineRule } from '../../rule.js';

export const healthcheckMissing = defineRule({
  id: 'healthcheck-missing',
  aliases: ['DL3057'],
  severity: 'off',
  summary: { en: 'A stage has a HEALTHCHECK.', ko: '스테이지에 HEALTHCHECK가 있습니다.' },
  *check({ document }) {
    const healthy = new Set(
      document.stages
        .filter(({ instructions }) => instructions.some(({ keyword }) => keyword === 'HEALTHCHECK'))
        .flatMap((stage) => stageChain(stage)),
    );
    for (const stage of document.stages) {
      if (stageChain(stage).some((member) => healthy.has(member))) continue;
      yield { range: stage.from.range, message: l10n.t('This stage has no HEALTHCHECK.') };
    }
  },
});
