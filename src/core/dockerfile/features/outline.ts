import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import type { Range } from '../range.js';
import type { Stage } from '../stages.js';

/** A row of the outline. */
export interface OutlineItem {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'directive' | 'stage' | 'instruction' | 'variable';
  /** All of it. */
  readonly range: Range;
  /** Where the cursor goes. */
  readonly selection: Range;
  readonly isDeprecated: boolean;
  readonly children: readonly OutlineItem[];
}

/** A file's directives, global arguments and stages with their instructions. */
export function outline({ directives, instructions, stages }: DockerfileDocument): readonly OutlineItem[] {
  const before = instructions.slice(0, stages[0]?.from.index ?? instructions.length);
  return [
    ...directives.map(
      ({ name, value, range, nameRange }): OutlineItem => ({
        name,
        detail: value,
        kind: 'directive',
        range,
        selection: nameRange,
        isDeprecated: false,
        children: [],
      }),
    ),
    ...before.map(toItem),
    ...stages.map(toStageItem),
  ];
}

function toStageItem({ from, image, name, index, instructions }: Stage): OutlineItem {
  const last = instructions.at(-1) ?? from;
  return {
    name: name?.value ?? image?.value ?? String(index),
    detail: name ? `FROM ${image?.value ?? ''}` : `FROM (${index})`,
    kind: 'stage',
    range: { start: from.range.start, end: last.fullRange.end },
    selection: name ? from.rangeOf(name) : from.keywordRange,
    isDeprecated: false,
    children: instructions.map(toItem),
  };
}

function toItem(instruction: Instruction): OutlineItem {
  const { keyword, fullRange: range, keywordRange: selection } = instruction;
  const isVariable = keyword === 'ARG' || keyword === 'ENV';
  const names = isVariable ? instruction.properties.map(({ name }) => name).join(', ') : '';
  return {
    name: isVariable && names !== '' ? `${keyword} ${names}` : instruction.keywordText,
    detail: names === '' ? shortened(instruction.argsText) : '',
    kind: isVariable ? 'variable' : 'instruction',
    range,
    selection,
    isDeprecated: keyword === 'MAINTAINER',
    children: [],
  };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
