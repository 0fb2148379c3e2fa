import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Stage } from '../../../stages.js';
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
    const needs = new Map(stages.map((stage) => [stage, needsOf(stage, stages, byName)]));
    const looksForward = ([stage, own]: [Stage, Need[]]) => own.some(({ target }) => target.index >= stage.index);
    if (![...needs].some(looksForward)) return;
    for (const [stage, own] of needs) {
      for (const { instruction, span, target } of own) {
        const isOwn = target === stage && instruction.keyword === 'COPY';
        if (isOwn || !reaches(target, stage, needs)) continue;
        yield {
          range: instruction.rangeOf(span),
          message: l10n.t('This stage and "{0}" need each other, so neither can be built.', instruction.textOf(span)),
        };
      }
    }
  },
});

function needsOf(stage: Stage, stages: readonly Stage[], byName: ReadonlyMap<string | undefined, Stage>): Need[] {
  const flagged = stage.instructions.filter(({ flags }) => flags.length > 0);
  return flagged.flatMap((instruction) =>
    namesIn(instruction).flatMap((span) => {
      const name = instruction.textOf(span).toLowerCase();
      const target = /^\d+$/.test(name) ? stages[Number(name)] : byName.get(name);
      return target ? [{ instruction, span, target }] : [];
    }),
  );
}

function namesIn({ keyword, flags }: Instruction): Span[] {
  if (keyword === 'COPY')
    return flags.flatMap(({ name, valueSpan }) => (name === 'from' && valueSpan ? valueSpan : []));
  if (keyword !== 'RUN') return [];
  return flags
    .filter(({ name }) => name === 'mount')
    .flatMap(flagOptions)
    .filter(({ name }) => name === 'from')
    .map(({ start, end }) => ({ start: start + 'from='.length, end }));
}

/** True when a stage needs another one, over others or at once. */
function reaches(from: Stage, wanted: Stage, needs: ReadonlyMap<Stage, readonly Need[]>): boolean {
  const seen = new Set<Stage>();
  const waiting = [from];
  for (let stage = waiting.pop(); stage; stage = waiting.pop()) {
    if (stage === wanted) return true;
    if (seen.has(stage)) continue;
    seen.add(stage);
    if (stage.parent) waiting.push(stage.parent);
    waiting.push(...(needs.get(stage) ?? []).map(({ target }) => target));
  }
  return false;
}
