import * as l10n from '@vscode/l10n';
import type { DockerfileDocument } from '../../../document.js';
import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Stage } from '../../../stages.js';
import { flagOptions } from '../../../words.js';
import { defineRule, type TextEdit } from '../../rule.js';

export const stageNameCasing = defineRule({
  id: 'stage-name-casing',
  aliases: ['StageNameCasing'],
  severity: 'warning',
  summary: { en: 'Stage names are lower case.', ko: '스테이지 이름은 소문자로 씁니다.' },
  *check({ document }) {
    for (const stage of document.stages) {
      const { name, from } = stage;
      if (!name || name.value === name.value.toLowerCase()) continue;
      yield {
        range: from.rangeOf(name),
        message: l10n.t('The stage name "{0}" should be lower case.', name.value),
        fix: () =>
          isTaken(document, stage)
            ? undefined
            : { title: l10n.t('Change to lower case'), edits: renameEdits(document, stage) },
      };
    }
  },
});

/** True when another stage has the name in another case. */
function isTaken({ stages }: DockerfileDocument, stage: Stage): boolean {
  const name = stage.name?.value.toLowerCase();
  return stages.some((other) => other !== stage && other.name?.value.toLowerCase() === name);
}

/** Lower-cases a stage's name where it is given and wherever it is used. */
function renameEdits(document: DockerfileDocument, { name, from }: Stage): TextEdit[] {
  const newText = name?.value.toLowerCase() ?? '';
  const uses = document.instructions.flatMap((instruction) =>
    referencesIn(instruction)
      .filter((span) => instruction.textOf(span).toLowerCase() === newText && instruction.textOf(span) !== newText)
      .map((span) => ({ range: instruction.rangeOf(span), newText })),
  );
  return name ? [{ range: from.rangeOf(name), newText }, ...uses] : uses;
}

/** Where an instruction names a stage: FROM's image, `--from=`, `--mount=…,from=`. */
function referencesIn(instruction: Instruction): Span[] {
  if (instruction.keyword === 'FROM') return instruction.args.slice(0, 1);
  return instruction.flags.flatMap((flag) => {
    if (flag.name === 'from' && flag.valueSpan) return [flag.valueSpan];
    if (flag.name !== 'mount') return [];
    return flagOptions(flag)
      .filter(({ name }) => name === 'from')
      .map(({ start, end }) => ({ start: start + 'from='.length, end }));
  });
}
