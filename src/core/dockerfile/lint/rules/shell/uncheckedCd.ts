import * as l10n from '@vscode/l10n';
import type { Command, List, SimpleCommand } from '../../../shell/tree.js';
import { wordsOf } from '../../../shell/walk.js';
import { shellRule } from '../../shellcheck/told.js';

/** ShellCheck's SC2164. */
export const uncheckedCd = shellRule({
  id: 'unchecked-cd',
  aliases: ['SC2164'],
  severity: 'warning',
  summary: { en: 'A script stops when cd fails.', ko: 'cd가 실패하면 스크립트를 멈춥니다.' },
  *find(script) {
    if (!script.commands.some(isRiskyCd) || script.commands.some(stopsOnError)) return;
    for (const command of unchecked(script.script.list, false)) {
      const { end } = script.rangeOf(command);
      yield {
        range: script.rangeOf(command),
        message: l10n.t('If {0} fails, the rest runs in the wrong directory.', command.words[0]?.text ?? ''),
        fix: () => ({
          title: l10n.t('Add {0}', '|| exit'),
          edits: [{ range: { start: end, end }, newText: ' || exit' }],
        }),
      };
    }
  },
});

function stopsOnError({ words }: SimpleCommand): boolean {
  if (words[0]?.text !== 'set') return false;
  return words.some(({ text }) => /^-[a-zA-Z]*e/.test(text) || text === 'errexit');
}

/** Changes of directory that nothing looks at; in a condition or before `&&` and `||` something does. */
function* unchecked(list: List, isCondition: boolean): Iterable<SimpleCommand> {
  for (const { pipeline, operator } of list.items) {
    const isChecked = isCondition || operator === '&&' || operator === '||';
    for (const command of pipeline.commands) {
      if (command.kind === 'simple' && !isChecked && isRiskyCd(command)) yield command;
      yield* nestedUnchecked(command, isChecked);
    }
  }
}

function* nestedUnchecked(command: Command, isChecked: boolean): Iterable<SimpleCommand> {
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
