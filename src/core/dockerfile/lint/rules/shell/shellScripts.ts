import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Range } from '../../../range.js';
import type { Script } from '../../../shell/script.js';
import type { SimpleCommand, VariablePart, Word } from '../../../shell/tree.js';
import type { LintFile } from '../../lintFile.js';
import type { Problem } from '../../rule.js';
import { ShellcheckInput } from '../../shellcheck/input.js';
import { shellNameOf } from '../../shellName.js';
import { assignedNames } from './assignments.js';
import { type Environment, environments } from './environment.js';
import { plainUses } from './valueFlow.js';

/** A script with what is known of its surroundings. */
export class ShellScript {
  readonly instruction: Instruction;
  readonly script: Script;
  /** `sh` where no shell is set. */
  readonly shell: ShellDialect;
  /** Variables that ENV and ARG set. */
  readonly env: Environment;
  /** All that findings depend on beside the script itself. */
  readonly #surroundings: string;
  #commands: readonly SimpleCommand[] | undefined;
  #input: ShellcheckInput | undefined;
  #assigned: ReadonlySet<string> | undefined;
  #plainUses: ReadonlySet<VariablePart> | undefined;

  constructor(instruction: Instruction, script: Script, shell: ShellDialect, env: Environment) {
    this.instruction = instruction;
    this.script = script;
    this.shell = shell;
    this.env = env;
    this.#surroundings = `${shell} ${env.id}`;
  }

  /** What an installed ShellCheck is given of it. */
  get input(): ShellcheckInput {
    this.#input ??= new ShellcheckInput(this);
    return this.#input;
  }

  /** Names that it sets itself. */
  get assigned(): ReadonlySet<string> {
    this.#assigned ??= assignedNames(this.script.list, this.script.text);
    return this.#assigned;
  }

  /** True when a variable's value holds no blank or wildcard where it is used. */
  isPlain(use: VariablePart): boolean {
    this.#plainUses ??= plainUses(this.script.list, this.script.text, this.env);
    return this.#plainUses.has(use);
  }

  get commands(): readonly SimpleCommand[] {
    this.#commands ??= this.script.commands.filter((command) => command.kind === 'simple');
    return this.#commands;
  }

  /** What a rule finds; a script in which it found nothing is not looked at again while its surroundings are the same. */
  problemsOf(find: (script: ShellScript) => Iterable<Problem>): readonly Problem[] {
    const { silence } = this.script;
    if (silence.surroundings !== this.#surroundings)
      Object.assign(silence, { surroundings: this.#surroundings, lookers: [] });
    if (silence.lookers.includes(find)) return [];
    const problems = [...find(this)];
    if (problems.length === 0) silence.lookers.push(find);
    return problems;
  }

  rangeOf(span: Span): Range {
    return this.script.rangeOf(this.instruction, span);
  }
}

/** The shells that ShellCheck knows; ash is checked as dash. */
export type ShellDialect = 'sh' | 'bash' | 'dash' | 'ksh';

/** The scripts that ShellCheck would be given: shell form and heredocs, in a shell it knows. */
export function shellScripts(file: LintFile): readonly ShellScript[] {
  return file.keep(readShellScripts);
}

function readShellScripts(file: LintFile): ShellScript[] {
  const envs = environments(file.document);
  return file.runs.flatMap(({ instruction, scripts }) => {
    const env = envs.get(instruction.index);
    return scripts.flatMap((script) => {
      const shell = dialectOf(script.interpreter || shellNameOf(file, instruction));
      return script.form === 'exec' || !shell || !env ? [] : [new ShellScript(instruction, script, shell, env)];
    });
  });
}

function dialectOf(name: string): ShellDialect | undefined {
  if (name === 'ash') return 'dash';
  return name === 'sh' || name === 'bash' || name === 'dash' || name === 'ksh' ? name : undefined;
}

const declarations = new Set(['export', 'local', 'declare', 'readonly', 'typeset']);

/** True for a word like `A=$B` behind `export`, which only sh splits. */
export function isDeclaration({ words }: { readonly words: readonly Word[] }, word: Word): boolean {
  return word !== words[0] && declarations.has(words[0]?.text ?? '') && /^\w+\+?=/.test(word.text);
}
