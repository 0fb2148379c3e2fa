import * as l10n from '@vscode/l10n';
import { lineRange } from '../../../range.js';
import { defineRule } from '../../rule.js';

export const emptyContinuation = defineRule({
  id: 'empty-continuation',
  aliases: ['NoEmptyContinuation', 'EMPTY_CONTINUATION_LINE'],
  severity: 'warning',
  ignoresInstructionSkip: true,
  summary: {
    en: 'No blank line stands inside a continued instruction.',
    ko: '이어지는 명령어 중간에 빈 줄을 두지 않습니다.',
  },
  *check({ document }) {
    const broken = document.instructions.filter(({ syntax }) => syntax.line.emptyLines.length > 0);
    for (const { syntax, line, lastLine } of broken) {
      const { emptyLines } = syntax.line;
      const at = Math.max(lastLine, line + (emptyLines.at(-1) ?? 0));
      yield {
        range: lineRange(at, indentOf(document.lines.textOf(at)), document.lines.textOf(at).trimEnd().length),
        message: l10n.t('The instruction that ends here contains blank lines, which will become an error.'),
        related: emptyLines.map((empty) => ({
          range: lineRange(line + empty, 0, 0),
          message: l10n.t('A blank line.'),
        })),
        fix: () => ({
          title: l10n.t('Remove the blank lines'),
          edits: emptyLines
            .filter((empty) => line + empty + 1 < document.lines.count)
            .map((empty) => ({
              range: { start: { line: line + empty, character: 0 }, end: { line: line + empty + 1, character: 0 } },
              newText: '',
            })),
        }),
      };
    }
  },
});

function indentOf(text: string): number {
  return text.trim() === '' ? 0 : text.length - text.trimStart().length;
}
