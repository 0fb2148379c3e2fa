import type { Expansion } from './expand.js';
import { GlobalArguments } from './globalArguments.js';
import type { Instruction } from './instruction.js';
import type { Flag, Word } from './words.js';

/** One build stage: a FROM and what follows it. */
export interface Stage {
  readonly index: number;
  readonly from: Instruction;
  /** The image or stage it begins with, as written. */
  readonly image: Word | undefined;
  /** The same with the defaults of its variables, without quotes. */
  readonly base: Expansion;
  /** The name after AS. */
  readonly name: Word | undefined;
  readonly platform: Flag | undefined;
  /** The earlier stage it begins with; BuildKit does not look at the case of names. */
  readonly parent: Stage | undefined;
  /** The same as hadolint has it, which looks at the case. */
  readonly exactParent: Stage | undefined;
  /** Everything after the FROM. */
  readonly instructions: readonly Instruction[];
}

/** Parts a file's instructions into stages and tells each instruction its own. */
export function readStages(instructions: readonly Instruction[], escapeCharacter: string): Stage[] {
  const globals = new GlobalArguments(instructions, escapeCharacter);
  const stages: Stage[] = [];
  const byName = new Map<string, Stage>();
  const byExactName = new Map<string, Stage>();
  let body: Instruction[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      body = [];
      const image = instruction.args[0]?.value ?? '';
      const base = globals.expand(image);
      const parents = { parent: byName.get(base.text.toLowerCase()), exactParent: byExactName.get(image) };
      const stage = toStage(instruction, stages.length, { base, ...parents }, body);
      stages.push(stage);
      if (stage.name) {
        byName.set(stage.name.value.toLowerCase(), stage);
        byExactName.set(stage.name.value, stage);
      }
    } else {
      body.push(instruction);
    }
    instruction.stage = stages.at(-1);
  }
  return stages;
}

function toStage(
  from: Instruction,
  index: number,
  origin: Pick<Stage, 'base' | 'parent' | 'exactParent'>,
  body: Instruction[],
): Stage {
  const [image, as, name] = from.args;
  return {
    index,
    from,
    image,
    name: as?.value.toUpperCase() === 'AS' ? name : undefined,
    platform: from.flag('platform'),
    ...origin,
    instructions: body,
  };
}

/** The stage and those it is built on, itself first. */
export function stageChain(stage: Stage): Stage[] {
  const chain = [stage];
  for (let parent = stage.parent; parent; parent = parent.parent) chain.push(parent);
  return chain;
}
