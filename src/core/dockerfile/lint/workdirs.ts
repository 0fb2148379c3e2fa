import { splitImageName } from '../imageName.js';
import type { Instruction } from '../instruction.js';
import { stageChain } from '../stages.js';
import type { LintFile } from './lintFile.js';

/** True when a WORKDIR stands before an instruction, in its stage or one that it is built on. */
export function hasWorkdirBefore(file: LintFile, { stage, index }: Instruction): boolean {
  if (!stage) return false;
  const first = file.keep(firstWorkdirs);
  return stageChain(stage).some((member) => (first.get(member.index) ?? Infinity) < index);
}

/** Images that set no WORKDIR are known by name; others may. */
const rootImages = new Set(
  'scratch alpine busybox debian ubuntu fedora centos rockylinux almalinux amazonlinux archlinux node python rust ruby nginx'.split(
    ' ',
  ),
);

/** True when an instruction surely runs in the root directory. */
export function startsAtRoot(file: LintFile, instruction: Instruction): boolean {
  if (!instruction.stage || hasWorkdirBefore(file, instruction)) return false;
  const image = stageChain(instruction.stage).at(-1)?.image?.value ?? '';
  return rootImages.has(splitImageName(image).name);
}

/** Index of the first WORKDIR by stage. */
function firstWorkdirs(file: LintFile): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const { stage, index } of file.of('WORKDIR'))
    if (stage && !first.has(stage.index)) first.set(stage.index, index);
  return first;
}
