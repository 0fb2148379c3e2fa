import * as l10n from '@vscode/l10n';
import type { Span } from '../../../mappedText.js';
import type { Command, SimpleCommand, WordPart } from '../../../shell/tree.js';
import type { Problem, Rule, RuleText } from '../../rule.js';
import { shellRule } from '../../shellcheck/told.js';
import type { ShellScript } from './shellScripts.js';

/** What a script does that only bash understands. */
export interface Bashism extends Span {
  readonly what: string;
  /** The same for every shell, when there is a plain exchange of words. */
  readonly replacement?: string;
}

/** A rule of ShellCheck's SC3000 series: it holds where the shell is sh or dash. */
export function bashismRule(
  id: string,
  aliases: string | readonly [sh: string, dash: string],
  summary: RuleText,
  find: (script: ShellScript) => readonly Bashism[],
): Rule {
  return shellRule({
    id,
    aliases: typeof aliases === 'string' ? [aliases] : aliases,
    severity: 'warning',
    summary,
    find(script): readonly Problem[] {
      if (script.shell !== 'sh' && script.shell !== 'dash') return [];
      const code = typeof aliases === 'string' ? aliases : aliases[script.shell === 'sh' ? 0 : 1];
      return find(script).map(({ what, replacement, ...span }) => {
        const range = script.rangeOf({ start: span.start, end: span.end });
        return {
          range,
          codes: [code],
          message: l10n.t('sh does not support "{0}". Set SHELL to bash, or write it differently.', what),
          fix: () =>
            replacement === undefined
              ? undefined
              : { title: l10n.t('Change to {0}', replacement), edits: [{ range, newText: replacement }] },
        };
      });
    },
  });
}

export function byCommand(
  find: (command: SimpleCommand) => Bashism | undefined,
): (script: ShellScript) => readonly Bashism[] {
  return ({ commands }) => collect(commands, find);
}

export function byNode(
  onCommand: (command: Command) => Bashism | undefined,
  onPart: (part: WordPart) => Bashism | undefined,
): (script: ShellScript) => readonly Bashism[] {
  return ({ script }) => [
    ...(onCommand === nothing ? [] : collect(script.commands, onCommand)),
    ...(onPart === nothing ? [] : collect(script.parts, onPart)),
  ];
}

export function collect<T>(items: readonly T[], find: (item: T) => Bashism | undefined): Bashism[] {
  const found: Bashism[] = [];
  for (const item of items) {
    const bashism = find(item);
    if (bashism) found.push(bashism);
  }
  return found;
}

export const nothing = () => undefined;

export function named(command: SimpleCommand, name: string): boolean {
  return command.words[0]?.text === name;
}
