import * as l10n from '@vscode/l10n';
import type { Stage } from '../../../stages.js';
import { defineRule } from '../../rule.js';

export const stageNameDuplicate = defineRule({
  id: 'stage-name-duplicate',
  aliases: ['DL3024', 'DuplicateStageName', 'DUPLICATE_BUILD_STAGE_NAME'],
  severity: 'error',
  ignoresInstructionSkip: true,
  summary: { en: 'Every stage has a name of its own.', ko: '스테이지마다 다른 이름을 씁니다.' },
  *check({ document }) {
    const seen = new Map<string, Stage>();
    const exact = new Set<string>();
    for (const stage of document.stages) {
      const { name, from } = stage;
      if (!name) continue;
      const earlier = seen.get(name.value.toLowerCase());
      if (earlier?.name) {
        yield {
          range: from.rangeOf(name),
          message: l10n.t('An earlier stage is also named "{0}". Only one of them can be referred to.', name.value),
          codes: exact.has(name.value) ? this.aliases : this.aliases.slice(1),
          related: [{ range: earlier.from.rangeOf(earlier.name), message: l10n.t('The earlier stage.') }],
        };
      }
      seen.set(name.value.toLowerCase(), stage);
      exact.add(name.value);
    }
  },
});
