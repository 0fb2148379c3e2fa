import type { Instruction } from '../instruction.js';
import { stageChain } from '../stages.js';
import type { LintFile } from './lintFile.js';

/** True when a WORKDIR stands before an instruction, in its stage or one that it is built on. */
export function hasWorkdirBefore(file: LintFile, { stage, index }: Instruction): boolean {
  if (!stage) return false;
  const first = file.keep(firstWorkdirs);
  return stageChain(stage).some((member) => (first.get(member.index) ?? Infinity) < index);
}

/** Index of the first WORKDIR by stage. */
function firstWorkdirs(file: LintFile): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const { stage, index } of file.of('WORKDIR'))
    if (stage && !first.has(stage.index)) first.set(stage.index, index);
  return first;
}
