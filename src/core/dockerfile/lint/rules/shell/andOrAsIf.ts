import * as l10n from '@vscode/l10n';
import type { Command, List, ListItem, Pipeline } from '../../../shell/tree.js';
import { wordsOf } from '../../../shell/walk.js';
import type { Problem } from '../../rule.js';
import { shellRule } from '../../shellcheck/told.js';
import { programName } from './programName.js';
import type { ShellScript } from './shellScripts.js';

/** ShellCheck's SC2015, by its version 0.11: a test between the two passes. */
export const andOrAsIf = shellRule({
  id: 'and-or-as-if',
  aliases: ['SC2015'],
  severity: 'info',
  summary: { en: 'A choice between two commands is written with if.', ko: '둘 중 하나를 고를 때는 if를 씁니다.' },
  find: (script) => (script.script.text.includes('||') ? inList(script.script.list, false, script) : []),
});

/** What is a condition, or inside of one, may be written in any way. */
function inList({ items }: List, isCondition: boolean, script: ShellScript): Problem[] {
  return items.flatMap((item, index) => {
    const isLast = !isAndOr(item);
    const inside = item.pipeline.commands.flatMap((command) => inCommand(command, isCondition || !isLast, script));
    if (!isLast || isCondition) return inside;
    return [...atEnd(items.slice(Math.max(0, index - 2), index + 1), script), ...inside];
  });
}

/** The end of an and-or list that is `A && B || C`. */
function atEnd([a, b, c]: readonly ListItem[], script: ShellScript): Problem[] {
  if (a?.operator !== '&&' || b?.operator !== '||' || !c) return [];
  if (isTest(b.pipeline) || c.pipeline.isNegated || isHarmless(c.pipeline)) return [];
  const message = l10n.t('This is not if-then-else: what follows || also runs when the command before it fails.');
  return [{ range: script.rangeOf(a.operatorSpan), message }];
}

function inCommand(command: Command, isCondition: boolean, script: ShellScript): Problem[] {
  const inWords = wordsOf(command).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'substitution' ? inList(part.list, isCondition, script) : [])),
  );
  if (command.kind === 'simple') return inWords;
  const { keyword, lists } = command;
  const inLists = lists.flatMap((list, index) =>
    (hasCondition(keyword, index, lists.length) ? inTest : inList)(list, isCondition, script),
  );
  return [...inWords, ...inLists];
}

/** Of the commands between `if` and `then` the last one decides. */
function inTest(list: List, isCondition: boolean, script: ShellScript): Problem[] {
  const last = list.items.findLastIndex((item, index) => index < list.items.length - 1 && !isAndOr(item)) + 1;
  return [
    ...inList({ ...list, items: list.items.slice(0, last) }, isCondition, script),
    ...inList({ ...list, items: list.items.slice(last) }, true, script),
  ];
}

/** Conditions and bodies come by turns, a last one alone being the `else`. */
function hasCondition(keyword: string, index: number, count: number): boolean {
  if (keyword === 'while' || keyword === 'until') return index === 0;
  return keyword === 'if' && index % 2 === 0 && index + 1 < count;
}

function isAndOr({ operator }: ListItem): boolean {
  return operator === '&&' || operator === '||';
}

function isTest({ commands: [command, ...others], isNegated }: Pipeline): boolean {
  if (!command || others.length > 0 || isNegated) return false;
  return command.kind === 'compound' ? command.keyword === '[[' : /^(?:\[|test)$/.test(programName(command));
}

/** What is meant to run in both cases. */
function isHarmless({ commands: [command, ...others] }: Pipeline): boolean {
  if (command?.kind !== 'simple' || others.length > 0) return false;
  const isAssignment = command.words.length === 0 && command.assignments.length > 0;
  return isAssignment || /^(?:echo|exit|return|printf|true|:)$/.test(programName(command));
}
