import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import type { Span } from '../mappedText.js';
import type { Range } from '../range.js';
import type { Invocation } from '../shell/invocation.js';
import { type Script, scriptsOf } from '../shell/script.js';
import { defaultLintOptions, type LintOptions } from './options.js';

/** A program called by a RUN. */
export class Call {
  readonly instruction: Instruction;
  readonly script: Script;
  readonly invocation: Invocation;

  constructor(instruction: Instruction, script: Script, invocation: Invocation) {
    this.instruction = instruction;
    this.script = script;
    this.invocation = invocation;
  }

  rangeOf(span: Span): Range {
    return this.script.rangeOf(this.instruction, span);
  }
}

/** A RUN with what it runs. */
export interface Run {
  readonly instruction: Instruction;
  readonly scripts: readonly Script[];
  readonly calls: readonly Call[];
}

/** A Dockerfile as rules look at it: the document and what several of them want to know, worked out once. */
export class LintFile {
  readonly document: DockerfileDocument;
  readonly options: LintOptions;
  readonly #kept = new Map<object, unknown>();

  constructor(document: DockerfileDocument, options: LintOptions = defaultLintOptions) {
    this.document = document;
    this.options = options;
  }

  get instructions(): readonly Instruction[] {
    return this.document.instructions;
  }

  /** Works something out once a file; the function that computes it is its key. */
  keep<T>(compute: (file: LintFile) => T): T {
    if (!this.#kept.has(compute)) this.#kept.set(compute, compute(this));
    return this.#kept.get(compute) as T;
  }

  /** The instructions with one of these keywords, keyword by keyword. */
  of(...keywords: readonly string[]): readonly Instruction[] {
    const byKeyword = this.keep(instructionsByKeyword);
    const [only = '', ...others] = keywords;
    const found = byKeyword.get(only) ?? [];
    return others.length === 0 ? found : found.concat(...others.map((keyword) => byKeyword.get(keyword) ?? []));
  }

  /** All instructions, with the triggers of ONBUILD behind. */
  get withTriggers(): readonly Instruction[] {
    return this.keep(instructionsAndTriggers);
  }

  /** Like `of`, with the triggers of ONBUILD behind. */
  ofWithTriggers(...keywords: readonly string[]): readonly Instruction[] {
    const found = this.keep(triggers).filter(({ keyword }) => keywords.includes(keyword));
    return found.length === 0 ? this.of(...keywords) : this.of(...keywords).concat(found);
  }

  /** All RUNs, those of ONBUILD with them. */
  get runs(): readonly Run[] {
    return this.keep(readRuns);
  }

  /** Calls of programs by name. */
  calls(...names: readonly string[]): readonly Call[] {
    const byName = this.keep(callsByName);
    return names.flatMap((name) => byName.get(name) ?? []);
  }
}

function instructionsByKeyword({ instructions }: LintFile): ReadonlyMap<string, Instruction[]> {
  const byKeyword = new Map<string, Instruction[]>();
  for (const instruction of instructions) {
    const same = byKeyword.get(instruction.keyword);
    if (same) same.push(instruction);
    else byKeyword.set(instruction.keyword, [instruction]);
  }
  return byKeyword;
}

function instructionsAndTriggers(file: LintFile): readonly Instruction[] {
  const found = file.keep(triggers);
  return found.length === 0 ? file.instructions : file.instructions.concat(found);
}

function triggers(file: LintFile): readonly Instruction[] {
  return file.of('ONBUILD').flatMap(({ trigger }) => trigger ?? []);
}

function callsByName(file: LintFile): ReadonlyMap<string, readonly Call[]> {
  const byName = new Map<string, Call[]>();
  for (const { calls } of file.runs) {
    for (const call of calls) {
      const same = byName.get(call.invocation.name);
      if (same) same.push(call);
      else byName.set(call.invocation.name, [call]);
    }
  }
  return byName;
}

function readRuns(file: LintFile): Run[] {
  return [...file.ofWithTriggers('RUN')].sort(byIndex).map((instruction) => {
    const scripts = instruction.syntax.keep(scriptsOf);
    const calls: Call[] = [];
    for (const script of scripts)
      for (const invocation of script.invocations) calls.push(new Call(instruction, script, invocation));
    return { instruction, scripts, calls };
  });
}

function byIndex(a: Instruction, b: Instruction): number {
  return a.index - b.index;
}
