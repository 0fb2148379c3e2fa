import * as l10n from '@vscode/l10n';
import { comparePositions, type Range } from '../../range.js';
import type { LintFile } from '../lintFile.js';
import { defineRule, type Fix, type Problem, type Rule } from '../rule.js';
import { type ShellScript, shellScripts } from '../rules/shell/shellScripts.js';
import type { ShellcheckComment } from './comments.js';
import type { ShellcheckInput } from './input.js';

/** A rule of ShellCheck that we have ourselves. */
export interface ShellRule extends Omit<Rule, 'check'> {
  find(script: ShellScript): Iterable<Problem>;
}

/** Where ShellCheck looked at a script, only what it says counts; our own finding stays where both say the same. */
export function shellRule({ find, ...rule }: ShellRule): Rule {
  return defineRule({
    ...rule,
    check(file) {
      const told = file.keep(toldByScript);
      const problems: Problem[] = [];
      for (const script of shellScripts(file)) {
        const own = script.problemsOf(find);
        const same = told.get(script)?.filter(({ code }) => rule.aliases.includes(code));
        problems.push(...(same ? agreed(own, same) : own));
      }
      return problems;
    },
  });
}

/** A finding of ShellCheck at its place in the file. */
export interface Told {
  readonly code: string;
  readonly problem: Problem;
}

function* agreed(own: readonly Problem[], told: readonly Told[]): Iterable<Problem> {
  const left = new Set(own);
  for (const { code, problem } of told) {
    const same = [...left].find(({ range, codes }) => overlap(range, problem.range) && (codes?.includes(code) ?? true));
    if (same) left.delete(same);
    yield same ?? problem;
  }
}

function overlap(one: Range, other: Range): boolean {
  return comparePositions(one.start, other.end) < 0 && comparePositions(other.start, one.end) < 0;
}

/** What ShellCheck says, by the scripts that it looked at. */
export function toldByScript(file: LintFile): ReadonlyMap<ShellScript, readonly Told[]> {
  const { shellcheck } = file.options;
  const found = new Map<ShellScript, readonly Told[]>();
  for (const script of shellcheck ? shellScripts(file) : []) {
    const comments = shellcheck?.(script.input);
    if (comments)
      found.set(
        script,
        comments.flatMap((comment) => toTold(comment, script.input)),
      );
  }
  return found;
}

function toTold(comment: ShellcheckComment, input: ShellcheckInput): Told[] {
  const range = input.rangeOf(comment);
  const code = `SC${comment.code}`;
  if (!range) return [];
  const { message, level: severity } = comment;
  const alternatives = () => fixOf(comment, input);
  return [{ code, problem: { range, message, severity, codes: [code], alternatives } }];
}

/** Not where a part of the script would be replaced that holds the end of a line. */
function fixOf({ replacements }: ShellcheckComment, input: ShellcheckInput): Fix[] {
  const edits = replacements.flatMap((part) => {
    const range = input.rangeOf(part);
    return range && range.start.line === range.end.line ? [{ range, newText: part.replacement }] : [];
  });
  if (edits.length === 0 || edits.length < replacements.length) return [];
  return [{ title: l10n.t("Apply ShellCheck's fix"), edits }];
}
