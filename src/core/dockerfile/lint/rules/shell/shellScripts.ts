import type { Instruction } from '../../../instruction.js';
import type { Span } from '../../../mappedText.js';
import type { Range } from '../../../range.js';
import type { Script } from '../../../shell/script.js';
import type { SimpleCommand, Word } from '../../../shell/tree.js';
import type { Stage } from '../../../stages.js';
import type { LintFile } from '../../lintFile.js';
import { shellNameOf } from '../../shellName.js';
import { type Assigned, assignedVariables } from './assigned.js';

/** A script with what is known of its surroundings. */
export interface ShellScript {
  readonly script: Script;
  /** Base name of the shell, `sh` where none is set. */
  readonly shell: string;
  /** Variables that ENV and ARG set. */
  readonly env: ReadonlySet<string>;
  readonly assigned: ReadonlyMap<string, Assigned>;
  readonly commands: readonly SimpleCommand[];
  rangeOf(span: Span): Range;
}

/** The scripts that ShellCheck would be given: shell form and heredocs, in a shell it knows. */
export function shellScripts(file: LintFile): readonly ShellScript[] {
  return file.keep(readShellScripts);
}

const proxies = 'HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy NO_PROXY no_proxy'.split(' ');

function readShellScripts(file: LintFile): ShellScript[] {
  const envs = file.keep(environments);
  return file.runs.flatMap(({ instruction, scripts }) => {
    const shell = shellNameOf(file, instruction);
    if (!/^(?:sh|bash|dash|ash|ksh|zsh)$/.test(shell)) return [];
    const env = envs.get(instruction.index) ?? new Set(proxies);
    return scripts
      .filter(({ form }) => form !== 'exec')
      .map((script) => ({
        script,
        shell: shell === 'ash' ? 'dash' : shell,
        env,
        assigned: assignedVariables(script.list, env),
        commands: script.commands.filter((command) => command.kind === 'simple'),
        rangeOf: (span: Span) => script.rangeOf(instruction, span),
      }));
  });
}

/** ENV and ARG names in force at each RUN, those of the stages it is built on with them. */
function environments({ document }: LintFile): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, ReadonlySet<string>>();
  const atEnd = new Map<Stage, ReadonlySet<string>>();
  let env: ReadonlySet<string> = new Set(proxies);
  for (const instruction of document.instructions) {
    const { keyword, stage, index } = instruction;
    if (keyword === 'FROM') env = (stage?.parent && atEnd.get(stage.parent)) ?? new Set(proxies);
    if (keyword === 'ENV' || keyword === 'ARG') env = new Set([...env, ...namesOf(instruction)]);
    if (keyword === 'RUN') found.set(index, env);
    if (stage) atEnd.set(stage, env);
  }
  return found;
}

function namesOf({ properties }: Instruction): string[] {
  return properties.map(({ name }) => name);
}

const declarations = new Set(['export', 'local', 'declare', 'readonly', 'typeset']);

/** True for a word like `A=$B` behind `export`, which only sh splits. */
export function isDeclaration({ words }: { readonly words: readonly Word[] }, word: Word): boolean {
  return word !== words[0] && declarations.has(words[0]?.text ?? '') && /^\w+\+?=/.test(word.text);
}

/** The words that the shell splits at blanks after expanding them. */
export function splitWords({ script, shell }: ShellScript): Word[] {
  const found: Word[] = [];
  for (const command of script.commands) {
    for (const word of command.kind === 'simple' ? command.words : []) {
      if (shell === 'sh' || !isDeclaration(command, word)) found.push(word);
    }
    for (const { target, operator } of command.redirects) {
      if (target && !operator.startsWith('<<')) found.push(target);
    }
  }
  return found;
}
