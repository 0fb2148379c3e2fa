import { expandWord } from '../expand.js';
import type { Instruction } from '../instruction.js';
import { type Stage, stageChain } from '../stages.js';
import { globalArgs } from './defaultArgs.js';
import type { LintFile } from './lintFile.js';

/** What a variable is from an instruction on; undefined where that is not known. */
interface Setting {
  readonly index: number;
  readonly value: string | undefined;
}

type Settings = ReadonlyMap<string, readonly Setting[]>;

/** A word as ENV and ARG before an instruction make it; undefined when it uses something that they do not tell. */
export function expandedWord(file: LintFile, instruction: Instruction, word: string): string | undefined {
  if (!word.includes('$')) return word;
  const { stage, index } = instruction;
  const settings = file.keep(settingsByStage);
  return stage && expand(file, word, (name) => lookUp(settings, stage, index, name));
}

function expand(file: LintFile, word: string, get: (name: string) => string | undefined): string | undefined {
  const { text, isComplete } = expandWord(word, file.document.escapeCharacter, get);
  return isComplete ? text : undefined;
}

function lookUp(settings: ReadonlyMap<Stage, Settings>, stage: Stage, index: number, name: string): string | undefined {
  for (const member of stageChain(stage)) {
    const last = settings
      .get(member)
      ?.get(name)
      ?.findLast((setting) => setting.index < index);
    if (last) return last.value;
  }
  return undefined;
}

function settingsByStage(file: LintFile): ReadonlyMap<Stage, Settings> {
  const found = new Map<Stage, Map<string, Setting[]>>();
  const { instructions } = file.document;
  for (const { keyword, properties, stage, index } of instructions) {
    if (!stage || (keyword !== 'ENV' && keyword !== 'ARG')) continue;
    const own = found.get(stage) ?? new Map<string, Setting[]>();
    found.set(stage, own);
    const get = (name: string) => lookUp(found, stage, index, name);
    const values = properties.map(({ name, rawValue }) => {
      return rawValue === undefined ? file.keep(globalArgs).get(name) : expand(file, rawValue, get);
    });
    for (const [at, { name }] of properties.entries()) {
      const setting = { index, value: values[at] };
      const earlier = own.get(name);
      if (earlier) earlier.push(setting);
      else own.set(name, [setting]);
    }
  }
  return found;
}
