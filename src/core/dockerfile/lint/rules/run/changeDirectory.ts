import * as l10n from '@vscode/l10n';
import { firstIndex } from '../../../../base/search.js';
import type { Span } from '../../../mappedText.js';
import type { Script } from '../../../shell/script.js';
import { defineRule } from '../../rule.js';

/** A `cd` in a subshell passes: it is meant for the commands beside it. hadolint flags it too. */
export const changeDirectory = defineRule({
  id: 'change-directory',
  aliases: ['DL3003'],
  severity: 'warning',
  summary: { en: 'WORKDIR changes the directory, not cd.', ko: '디렉터리는 cd 대신 WORKDIR로 바꿉니다.' },
  *check(file) {
    const subshells = new Map<Script, readonly Span[]>();
    for (const call of file.calls('cd')) {
      const { instruction, script, invocation } = call;
      const inScript = subshells.get(script) ?? subshellsIn(script);
      subshells.set(script, inScript);
      if (instruction.onbuild || isInside(inScript, invocation.span)) continue;
      yield {
        range: call.rangeOf(invocation.span),
        message: l10n.t('The next instruction starts in the old directory again. Use WORKDIR.'),
      };
    }
  },
});

/** The outermost subshells of a script, in order. */
function subshellsIn(script: Script): readonly Span[] {
  const spans: Span[] = [];
  for (const command of script.commands)
    if (command.kind === 'compound' && command.keyword === '(') spans.push(command);
  for (const part of script.parts) if (part.kind === 'substitution') spans.push(part);
  let end = -1;
  return spans
    .sort((a, b) => a.start - b.start)
    .filter((span) => {
      const isOutermost = span.start >= end;
      end = Math.max(end, span.end);
      return isOutermost;
    });
}

function isInside(spans: readonly Span[], { start, end }: Span): boolean {
  const span = spans[firstIndex(spans, (candidate) => candidate.end >= end)];
  return span !== undefined && span.start <= start;
}
