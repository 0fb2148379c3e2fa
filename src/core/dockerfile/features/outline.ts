import { runAtOnce, type Steps } from '../../base/slices.js';
import type { Directive } from '../comments.js';
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

/** Of more instructions an outline shows those alone that set variables: nobody reads all, and it is sent at each edit. */
export const mostInstructions = 1000;

/** A file's directives, global arguments and stages with their instructions. */
export function outline(document: DockerfileDocument): readonly OutlineItem[] {
  return runAtOnce(outlineInSteps(document));
}

/** The same, with a rest after each stage. */
export function* outlineInSteps({ directives, instructions, stages }: DockerfileDocument): Steps<OutlineItem[]> {
  const isShown = instructions.length > mostInstructions ? setsVariables : () => true;
  const before = instructions.slice(0, stages[0]?.from.index ?? instructions.length);
  const items = [...directives.map(toDirectiveItem), ...before.filter(isShown).map(toItem)];
  for (const stage of stages) {
    items.push(toStageItem(stage, stage.instructions.filter(isShown)));
    yield;
  }
  return items;
}

function setsVariables({ keyword }: Instruction): boolean {
  return keyword === 'ARG' || keyword === 'ENV';
}

function toDirectiveItem({ name, value, range, nameRange }: Directive): OutlineItem {
  return { name, detail: value, kind: 'directive', range, selection: nameRange, isDeprecated: false, children: [] };
}

function toStageItem({ from, image, name, index, instructions }: Stage, shown: readonly Instruction[]): OutlineItem {
  const last = instructions.at(-1) ?? from;
  return {
    name: name?.value ?? image?.value ?? String(index),
    detail: name ? `FROM ${image?.value ?? ''}` : `FROM (${index})`,
    kind: 'stage',
    range: { start: from.range.start, end: last.fullRange.end },
    selection: name ? from.rangeOf(name) : from.keywordRange,
    isDeprecated: false,
    children: shown.map(toItem),
  };
}

function toItem(instruction: Instruction): OutlineItem {
  const { keyword, fullRange: range, keywordRange: selection } = instruction;
  const isVariable = setsVariables(instruction);
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
