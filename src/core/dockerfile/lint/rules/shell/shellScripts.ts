import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Range } from '../../../range.js';
import { type Script, shebangProgram } from '../../../shell/script.js';
import type { SimpleCommand, VariablePart, Word } from '../../../shell/tree.js';
import type { Stage } from '../../../stages.js';
import type { LintFile } from '../../lintFile.js';
import type { Problem } from '../../rule.js';
import { ShellcheckInput } from '../../shellcheck/input.js';
import { shellNameOf } from '../../shellName.js';
import { assignedNames } from './assignments.js';
import { plainUses } from './valueFlow.js';

/** A script with what is known of its surroundings. */
export class ShellScript {
  readonly instruction: Instruction;
  readonly script: Script;
  /** `sh` where no shell is set. */
  readonly shell: ShellDialect;
  /** Variables that ENV and ARG set. */
  readonly env: ReadonlySet<string>;
  /** All that findings depend on beside the script itself. */
  readonly #surroundings: string;
  #commands: readonly SimpleCommand[] | undefined;
  #input: ShellcheckInput | undefined;
  #assigned: ReadonlySet<string> | undefined;
  #plainUses: ReadonlySet<VariablePart> | undefined;

  constructor(instruction: Instruction, script: Script, shell: ShellDialect, env: ReadonlySet<string>) {
    this.instruction = instruction;
    this.script = script;
    this.shell = shell;
    this.env = env;
    this.#surroundings = [shell, ...env].join(' ');
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
    const { silent } = this.script;
    if (silent.get(find) === this.#surroundings) return [];
    const problems = [...find(this)];
    if (problems.length === 0) silent.set(find, this.#surroundings);
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

const proxies = 'HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy NO_PROXY no_proxy'.split(' ');

function readShellScripts(file: LintFile): ShellScript[] {
  const envs = file.keep(environments);
  return file.runs.flatMap(({ instruction, scripts }) => {
    const env = envs.get(instruction.index) ?? new Set(proxies);
    return scripts.flatMap((script) => {
      const own = script.form === 'heredoc' ? shebangProgram(script.text) : '';
      const shell = dialectOf(own || shellNameOf(file, instruction));
      return script.form === 'exec' || !shell ? [] : [new ShellScript(instruction, script, shell, env)];
    });
  });
}

function dialectOf(name: string): ShellDialect | undefined {
  if (name === 'ash') return 'dash';
  return name === 'sh' || name === 'bash' || name === 'dash' || name === 'ksh' ? name : undefined;
}

/** ENV and ARG names in force at each RUN, those of the stages it is built on with them; triggers know their own. */
function environments({ document }: LintFile): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, ReadonlySet<string>>();
  const atEnd = new Map<Stage, ReadonlySet<string>>();
  let env: ReadonlySet<string> = new Set(proxies);
  let triggered = env;
  for (const instruction of document.instructions) {
    const { keyword, stage, index } = instruction;
    if (keyword === 'FROM') env = (stage?.parent && atEnd.get(stage.parent)) ?? new Set(proxies);
    env = withNames(env, instruction);
    if (keyword === 'RUN') found.set(index, env);
    if (keyword === 'ONBUILD') {
      triggered = withNames(triggered, instruction.trigger);
      found.set(index, triggered);
    }
    if (stage) atEnd.set(stage, env);
  }
  return found;
}

function withNames(env: ReadonlySet<string>, instruction: Instruction | undefined): ReadonlySet<string> {
  if (instruction?.keyword !== 'ENV' && instruction?.keyword !== 'ARG') return env;
  return new Set([...env, ...instruction.properties.map(({ name }) => name)]);
}

const declarations = new Set(['export', 'local', 'declare', 'readonly', 'typeset']);

/** True for a word like `A=$B` behind `export`, which only sh splits. */
export function isDeclaration({ words }: { readonly words: readonly Word[] }, word: Word): boolean {
  return word !== words[0] && declarations.has(words[0]?.text ?? '') && /^\w+\+?=/.test(word.text);
}
