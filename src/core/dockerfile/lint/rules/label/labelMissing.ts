import * as l10n from '@vscode/l10n';
import { type Stage, stageChain } from '../../../stages.js';
import { defineRule } from '../../rule.js';

export const labelMissing = defineRule({
  id: 'label-missing',
  aliases: ['DL3049'],
  severity: 'info',
  summary: { en: 'A stage has the labels of the schema.', ko: '스테이지에 스키마의 레이블이 있습니다.' },
  *check({ document: { stages }, options: { labelSchema } }) {
    if (labelSchema.size === 0) return;
    const used = new Set(stages.flatMap(copiedNames));
    for (const label of labelSchema.keys()) {
      const labelled = new Set(stages.filter((stage) => labelsOf(stage).has(label)));
      const builtOn = new Set([...labelled].flatMap((stage) => stageChain(stage)));
      for (const stage of stages) {
        if (builtOn.has(stage) || stageChain(stage).some((member) => labelled.has(member))) continue;
        if (stage.name && used.has(stage.name.value)) continue;
        yield { range: stage.from.range, message: l10n.t('This stage lacks the label "{0}".', label) };
      }
    }
  },
});

function labelsOf({ instructions }: Stage): ReadonlySet<string> {
  const labels = instructions.filter(({ keyword }) => keyword === 'LABEL');
  return new Set(labels.flatMap(({ properties }) => properties.map(({ name }) => name.replace(/["']/g, ''))));
}

/** Stages that are only copied from are not shipped, so they need no labels. */
function copiedNames({ instructions }: Stage): string[] {
  return instructions.flatMap((instruction) => {
    const from = instruction.keyword === 'COPY' ? instruction.flag('from')?.value : undefined;
    return from ?? [];
  });
}
