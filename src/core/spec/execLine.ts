import { splitWords } from '../base/shellWords.js';

/** A command line for `exec`, with the options that `docker exec` takes before the command. */
export interface ExecLine {
  readonly words: readonly string[];
  readonly needsShell: boolean;
  /** The command as it was typed, without the options. */
  readonly text: string;
  readonly user?: string;
  readonly workingDir?: string;
  readonly env?: readonly string[];
}

const option = /^\s*(?:(-u|--user|-w|--workdir|-e|--env)(?:\s+|=)("[^"]*"|'[^']*'|\S+)|-i|-t|-it|-ti)\s+/;

/** Reads `[-u USER] [-w DIR] [-e KEY=VALUE] COMMAND [ARG...]`; undefined where the command is missing or a quote is open. */
export function parseExecLine(line: string): ExecLine | undefined {
  let rest = line;
  let user: string | undefined;
  let workingDir: string | undefined;
  const env: string[] = [];
  for (let match = option.exec(rest); match; match = option.exec(rest)) {
    rest = rest.slice(match[0].length);
    const [, flag = '', quoted = ''] = match;
    const value = quoted.replace(/^(["'])(.*)\1$/, '$2');
    if (/^(-u|--user)$/.test(flag)) user = value;
    else if (/^(-w|--workdir)$/.test(flag)) workingDir = value;
    else if (flag) env.push(value);
  }
  const split = splitWords(rest);
  if (!split || split.words.length === 0) return undefined;
  return {
    ...split,
    text: rest.trim(),
    ...(user !== undefined && { user }),
    ...(workingDir !== undefined && { workingDir }),
    ...(env.length > 0 && { env }),
  };
}
