import * as l10n from '@vscode/l10n';
import { compact } from '../../../../base/compact.js';
import { componentsOf } from '../../../../base/components.js';
import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Stage } from '../../../stages.js';
import type { InstructionSyntax } from '../../../syntax.js';
import { flagOptions } from '../../../words.js';
import { defineRule } from '../../rule.js';

/** A place where a stage needs another one. */
interface Need {
  readonly instruction: Instruction;
  readonly span: Span;
  readonly target: Stage;
}

/** A COPY from its own stage is another rule's. */
export const stageCycle = defineRule({
  id: 'stage-cycle',
  aliases: [],
  severity: 'error',
  summary: { en: 'No stages need each other.', ko: '스테이지가 서로를 필요로 하지 않습니다.' },
  *check(file) {
    const { stages } = file.document;
    const byName = new Map(stages.map((stage) => [stage.name?.value.toLowerCase(), stage]));
    const needs = stages.map((stage) => needsOf(stage, stages, byName));
    const looksForward = (own: readonly Need[], index: number) => own.some(({ target }) => target.index >= index);
    if (!needs.some(looksForward)) return;
    const circle = componentsOf(
      needs.map((own, index) => [stages[index]?.parent, ...own.map(({ target }) => target)].flatMap(indexOf)),
    );
    for (const [index, own] of needs.entries()) {
      for (const { instruction, span, target } of own) {
        const isOwn = target.index === index && instruction.keyword === 'COPY';
        if (isOwn || circle[target.index] !== circle[index]) continue;
        yield {
          range: instruction.rangeOf(span),
          message: l10n.t('This stage and "{0}" need each other, so neither can be built.', instruction.textOf(span)),
        };
      }
    }
  },
});

function indexOf(stage: Stage | undefined): number | readonly [] {
  return stage?.index ?? [];
}

function needsOf(stage: Stage, stages: readonly Stage[], byName: ReadonlyMap<string | undefined, Stage>): Need[] {
  const needs: Need[] = [];
  for (const instruction of stage.instructions) {
    for (const span of instruction.flags.length > 0 ? instruction.syntax.keep(namesIn) : []) {
      const name = instruction.textOf(span).toLowerCase();
      const isNumber = instruction.keyword === 'COPY' && /^\d+$/.test(name);
      const target = isNumber ? stages[Number(name)] : byName.get(name);
      if (target) needs.push({ instruction, span, target });
    }
  }
  return needs;
}

/** What `--from` and the mounts of an instruction name. */
function namesIn({ keyword, flags }: InstructionSyntax): readonly Span[] {
  if (keyword === 'COPY')
    return compact(flags.flatMap(({ name, valueSpan }) => (name === 'from' && valueSpan ? valueSpan : [])));
  const mounts = keyword === 'RUN' ? flags.filter(({ name }) => name === 'mount') : [];
  const froms = mounts.flatMap(flagOptions).filter(({ name }) => name === 'from');
  return compact(froms.map(({ start, end }) => ({ start: start + 'from='.length, end })));
}
