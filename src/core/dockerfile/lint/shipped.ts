import type { Instruction } from '../instruction.js';
import type { Stage } from '../stages.js';
import type { LintFile } from './lintFile.js';

/** True when an instruction's layer ends up in the image: in the last stage, one a later FROM builds on, or a trigger. */
export function isShipped(file: LintFile, { stage, onbuild }: Instruction): boolean {
  if (onbuild || !stage) return true;
  return file.keep(shippedStages).has(stage);
}

function shippedStages({ document: { stages } }: LintFile): ReadonlySet<Stage> {
  const shipped = new Set(stages.flatMap(({ exactParent }) => exactParent ?? []));
  const last = stages.at(-1);
  return last ? shipped.add(last) : shipped;
}
