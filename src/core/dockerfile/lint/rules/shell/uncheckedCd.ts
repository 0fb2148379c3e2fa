import * as l10n from '@vscode/l10n';
import type { Range } from '../../../range.js';
import type { Command, List, SimpleCommand } from '../../../shell/tree.js';
import { wordsOf } from '../../../shell/walk.js';
import type { Fix } from '../../rule.js';
import { shellRule } from '../../shellcheck/told.js';

/** ShellCheck's SC2164. */
export const uncheckedCd = shellRule({
  id: 'unchecked-cd',
  aliases: ['SC2164'],
  severity: 'warning',
  summary: { en: 'A script stops when cd fails.', ko: 'cd가 실패하면 스크립트를 멈춥니다.' },
  *find(script) {
    if (!script.commands.some(isRiskyCd) || script.commands.some(stopsOnError)) return;
    for (const { command, place } of unchecked(script.script.list, false)) {
      const range = script.rangeOf(command);
      yield {
        range,
        message: l10n.t('If {0} fails, the rest runs in the wrong directory.', command.words[0]?.text ?? ''),
        fix: () => exitAfter(range, place),
      };
    }
  },
});

/** A failure of what stands before `&&` is none of the cd. */
function exitAfter({ start, end }: Range, place: UncheckedCommand['place']): Fix | undefined {
  if (place === 'part of a pipeline') return undefined;
  const edits =
    place === 'behind another'
      ? [
          { range: { start, end: start }, newText: '{ ' },
          { range: { start: end, end }, newText: ' || exit; }' },
        ]
      : [{ range: { start: end, end }, newText: ' || exit' }];
  return { title: l10n.t('Add {0}', '|| exit'), edits };
}

function stopsOnError({ words }: SimpleCommand): boolean {
  if (words[0]?.text !== 'set') return false;
  return words.some(({ text }) => /^-[a-zA-Z]*e/.test(text) || text === 'errexit');
}

interface UncheckedCommand {
  readonly command: SimpleCommand;
  /** Behind `&&` or `||`, between bars or behind `!`, or on its own. */
  readonly place: 'behind another' | 'part of a pipeline' | 'alone';
}

/** Changes of directory that nothing looks at; in a condition or before `&&` and `||` something does. */
function* unchecked(list: List, isCondition: boolean): Iterable<UncheckedCommand> {
  for (const [index, { pipeline, operator }] of list.items.entries()) {
    const isChecked = isCondition || isAndOr(operator);
    const isPart = pipeline.commands.length > 1 || pipeline.isNegated;
    const isBehind = isAndOr(list.items[index - 1]?.operator ?? '');
    const place = isPart ? 'part of a pipeline' : isBehind ? 'behind another' : 'alone';
    for (const command of pipeline.commands) {
      if (command.kind === 'simple' && !isChecked && isRiskyCd(command)) yield { command, place };
      yield* nestedUnchecked(command, isChecked);
    }
  }
}

function isAndOr(operator: string): boolean {
  return operator === '&&' || operator === '||';
}

function* nestedUnchecked(command: Command, isChecked: boolean): Iterable<UncheckedCommand> {
  for (const { parts } of wordsOf(command)) {
    for (const part of parts) if (part.kind === 'substitution') yield* unchecked(part.list, isChecked);
  }
  if (command.kind !== 'compound') return;
  const conditions = /^(?:if|while|until)$/.test(command.keyword);
  for (const [index, list] of command.lists.entries()) yield* unchecked(list, (conditions && index === 0) || isChecked);
}

function isRiskyCd(command: SimpleCommand): boolean {
  const words = command.words.slice(command.words[0]?.text === 'command' ? 1 : 0);
  const [program, ...args] = words.map(({ text }) => text);
  if (!/^(?:cd|pushd|popd)$/.test(program ?? '') || (program !== 'cd' && args.includes('-n'))) return false;
  return !(words.length === 2 && /^\/*(?:\.{1,2}\/+)*(?:\.{1,2})?$/.test(words[1]?.text ?? ''));
}
