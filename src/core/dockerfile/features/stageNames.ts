import { firstIndex } from '../../base/search.js';
import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import type { Stage } from '../stages.js';
import { oncePerDocument } from './oncePerDocument.js';
import { type Declaration, Names, Scope } from './scope.js';
import { within } from './within.js';

/** What the ARGs and ENVs of one stage, or those before the stages, set; triggers know what those before them set. */
class StageNames {
  /** In the order of the file. */
  readonly declarations: Declaration[] = [];
  readonly #own = new Names(this.declarations);
  readonly #triggers = new Names(this.declarations);
  readonly #outer: Scope | undefined;

  /** `outer` is what the stage inherits, `global` what an ARG without a value looks for. */
  constructor(instructions: readonly Instruction[], outer?: Scope, global?: Scope) {
    this.#outer = outer;
    for (const instruction of instructions) this.#declare(instruction, global);
  }

  /** What an instruction sets. */
  of({ index }: Instruction): readonly Declaration[] {
    return within(this.declarations, index);
  }

  /** What an instruction knows, with some of the names that it sets itself. */
  before(instruction: Instruction, own = 0): Scope {
    const first = firstIndex(this.declarations, (found) => found.instruction.index >= instruction.index);
    return this.#scope(isTrigger(instruction), first + own);
  }

  /** What is known behind all, to triggers too where a stage that is built on this one asks. */
  end(asker: 'itself' | 'child'): Scope {
    return this.#scope(asker === 'child', this.declarations.length);
  }

  #scope(isForTriggers: boolean, count: number): Scope {
    const own = new Scope(this.#own, count, this.#outer);
    return isForTriggers ? new Scope(this.#triggers, count, own) : own;
  }

  #declare(written: Instruction, global: Scope | undefined): void {
    const instruction = written.trigger ?? written;
    const { keyword } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV') return;
    const names = isTrigger(instruction) ? this.#triggers : this.#own;
    const before = this.#scope(isTrigger(instruction), this.declarations.length);
    for (const property of instruction.properties) {
      const { name } = property;
      if (name.includes('$')) continue;
      const place = this.declarations.length;
      // BuildKit reads a global ARG from left to right; elsewhere an instruction's names are known behind it alone.
      const scope = instruction.stage ? before : this.#scope(isTrigger(instruction), place);
      const takesGlobal = keyword === 'ARG' && property.value === undefined;
      const known = scope.get(name);
      const hides = known ?? (takesGlobal ? global?.get(name) : undefined);
      this.declarations.push({ name, kind: keyword, instruction, property, scope, hides });
      const isHidden = keyword === 'ARG' && known?.kind === 'ENV';
      if (!isHidden) names.add(name, place);
    }
  }
}

function isTrigger({ keyword, onbuild }: Instruction): boolean {
  return keyword === 'ONBUILD' || onbuild !== undefined;
}

/** A file's names, those of each stage worked out when somebody asks for them. */
class FileNames {
  readonly #globals: StageNames;
  readonly #byStage = new Map<Stage, StageNames>();

  constructor({ instructions, stages }: DockerfileDocument) {
    this.#globals = new StageNames(instructions.slice(0, stages[0]?.from.index));
  }

  /** The names of a stage; of what stands before the stages where there is none. */
  of(stage: Stage | undefined): StageNames {
    const unknown: Stage[] = [];
    for (let next = stage; next && !this.#byStage.has(next); next = next.parent) unknown.push(next);
    for (const next of unknown.reverse()) this.#byStage.set(next, this.#namesOf(next));
    return (stage && this.#byStage.get(stage)) ?? this.#globals;
  }

  #namesOf({ parent, instructions }: Stage): StageNames {
    const inherited = parent && this.#byStage.get(parent)?.end('child');
    return new StageNames(instructions, inherited, this.#globals.end('itself'));
  }
}

const namesOf = oncePerDocument((document) => new FileNames(document));

/** What an instruction sets, in order. */
export function declarationsIn(document: DockerfileDocument, instruction: Instruction): readonly Declaration[] {
  return namesOf(document).of(instruction.stage).of(instruction);
}

/** All that a file sets, in order. */
export function declarationsOf(document: DockerfileDocument): readonly Declaration[] {
  const names = namesOf(document);
  return [undefined, ...document.stages].flatMap((stage) => names.of(stage).declarations);
}

/** What is known in FROM: the names set before the stages. */
export function globalScope(document: DockerfileDocument): Scope {
  return namesOf(document).of(undefined).end('itself');
}

/** The names that an instruction knows, a global ARG in its last value; at the end of the file when there is none. */
export function scopeBefore(document: DockerfileDocument, instruction: Instruction | undefined): Scope {
  const names = namesOf(document);
  if (!instruction) return names.of(document.stages.at(-1)).end('itself');
  if (instruction.keyword === 'FROM') return globalScope(document);
  const own = instruction.stage ? 0 : declarationsIn(document, instruction).length - 1;
  return names.of(instruction.stage).before(instruction, Math.max(own, 0));
}
