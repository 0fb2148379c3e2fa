import type { Instruction } from '../instruction.js';
import type { Stage } from '../stages.js';

/** What hadolint keeps apart: stages, a file without FROM, and the triggers of ONBUILD, which know only each other. */
export type Scope = Stage | 'onbuild' | undefined;

export function scopeOf({ stage, onbuild }: Instruction): Scope {
  return onbuild ? 'onbuild' : stage;
}

/** The scope of an instruction, then those that it takes things over from. */
export function scopesOf(instruction: Instruction): readonly Scope[] {
  const scope = scopeOf(instruction);
  if (scope === undefined || scope === 'onbuild') return [scope];
  const chain: Stage[] = [];
  for (let stage: Stage | undefined = scope; stage; stage = stage.exactParent) chain.push(stage);
  return chain;
}
