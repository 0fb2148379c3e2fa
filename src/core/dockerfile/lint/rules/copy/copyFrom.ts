import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { Stage } from '../../../stages.js';
import { closestName } from '../../../variables.js';
import { isImageReference } from '../../imageReferences.js';
import { defineRule, type Problem } from '../../rule.js';

export const copyFromUnknown = defineRule({
  id: 'copy-from-unknown',
  aliases: ['DL3022'],
  severity: 'warning',
  summary: {
    en: 'COPY --from names an earlier stage or a tagged image.',
    ko: 'COPY --from에는 앞의 스테이지나 태그가 있는 이미지를 씁니다.',
  },
  *check({ instructions }) {
    const names = new Set<string>();
    for (const instruction of instructions) {
      if (instruction.keyword === 'COPY') yield* checkCopy(instruction, names);
      const name = instruction.keyword === 'FROM' ? instruction.stage?.name?.value : undefined;
      if (name !== undefined) names.add(name);
    }
  },
});

function* checkCopy(copy: Instruction, names: ReadonlySet<string>): Iterable<Problem> {
  const from = copy.flag('from');
  if (!from?.value || !from.valueSpan || from.value.includes(':')) return;
  const begun = copy.stage ? copy.stage.index + 1 : 0;
  if (names.has(from.value) || (/^\d+$/.test(from.value) && Number(from.value) < begun)) return;
  const range = copy.rangeOf(from.valueSpan);
  const closest = closestName(from.value, names);
  yield {
    range,
    message: l10n.t('No earlier stage is named "{0}", and an image needs a tag.', from.value),
    alternatives: () =>
      closest ? [{ title: l10n.t('Change to {0}', closest), edits: [{ range, newText: closest }] }] : [],
  };
}

export const copyFromSelf = defineRule({
  id: 'copy-from-self',
  aliases: ['DL3023', 'FLAG_INVALID_FROM_VALUE'],
  severity: 'error',
  summary: { en: 'A stage does not copy from itself.', ko: '스테이지는 자기 자신에서 복사하지 않습니다.' },
  *check(file) {
    for (const copy of file.of('COPY')) {
      const from = copy.flag('from');
      if (!from?.valueSpan || !isOwn(from.value ?? '', copy.stage)) continue;
      const isAlias = from.value === copy.stage?.name?.value;
      yield {
        range: copy.rangeOf(from.valueSpan),
        message: l10n.t('"{0}" is this same stage.', from.value ?? ''),
        codes: isAlias ? this.aliases : ['FLAG_INVALID_FROM_VALUE'],
      };
    }
  },
});

function isOwn(from: string, stage: Stage | undefined): boolean {
  if (!stage || from === '') return false;
  return from === String(stage.index) || from.toLowerCase() === stage.name?.value.toLowerCase();
}

/** BuildKit expands no variables there, and knows stages by name and number before images. */
export const copyFromInvalid = defineRule({
  id: 'copy-from-invalid',
  aliases: ['FLAG_INVALID_FROM_VALUE'],
  severity: 'error',
  summary: {
    en: 'COPY --from has a value that can name a stage or an image.',
    ko: 'COPY --from에는 스테이지나 이미지 이름이 될 수 있는 값을 씁니다.',
  },
  *check(file) {
    const { stages } = file.document;
    const names = new Set(stages.map(({ name }) => name?.value.toLowerCase()));
    for (const copy of file.of('COPY')) {
      const from = copy.flag('from');
      if (!from?.value || !from.valueSpan || names.has(from.value.toLowerCase())) continue;
      const isNumber = /^\d+$/.test(from.value);
      if (isNumber ? Number(from.value) < stages.length : isImageReference(from.value)) continue;
      yield {
        range: copy.rangeOf(from.valueSpan),
        message: from.value.includes('$')
          ? l10n.t('"{0}" stays as it is: --from knows no variables. Use one in a FROM of its own.', from.value)
          : l10n.t('"{0}" names neither a stage nor an image.', from.value),
      };
    }
  },
});
