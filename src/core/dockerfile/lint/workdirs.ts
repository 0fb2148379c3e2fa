import { splitImageName } from '../imageName.js';
import type { Instruction } from '../instruction.js';
import { stageChain } from '../stages.js';
import type { LintFile } from './lintFile.js';
import { type Scope, scopeOf, scopesOf } from './scopes.js';

/** True when a WORKDIR stands before an instruction, in its stage or one that it is built on. */
export function hasWorkdirBefore(file: LintFile, { stage, index }: Instruction): boolean {
  return stage !== undefined && isFirstBefore(file, stageChain(stage), index);
}

/** The same as hadolint has it. */
export function hasWorkdirInScope(file: LintFile, instruction: Instruction): boolean {
  return isFirstBefore(file, scopesOf(instruction), instruction.index);
}

function isFirstBefore(file: LintFile, scopes: readonly Scope[], index: number): boolean {
  const first = file.keep(firstWorkdirs);
  return scopes.some((scope) => (first.get(scope) ?? Infinity) < index);
}

/** Images that set no WORKDIR are known by name; others may. */
const rootImages = new Set(
  'scratch alpine busybox debian ubuntu fedora centos rockylinux almalinux amazonlinux archlinux node python rust ruby nginx'.split(
    ' ',
  ),
);

/** True when an instruction surely runs in the root directory. */
export function startsAtRoot(file: LintFile, instruction: Instruction): boolean {
  if (!instruction.stage || instruction.onbuild || hasWorkdirBefore(file, instruction)) return false;
  const image = stageChain(instruction.stage).at(-1)?.image?.value ?? '';
  return rootImages.has(splitImageName(image).name);
}

/** Index of the first WORKDIR by scope. */
function firstWorkdirs(file: LintFile): ReadonlyMap<Scope, number> {
  const first = new Map<Scope, number>();
  for (const instruction of file.of('WORKDIR')) {
    const scope = scopeOf(instruction);
    if (!first.has(scope)) first.set(scope, instruction.index);
  }
  return first;
}
