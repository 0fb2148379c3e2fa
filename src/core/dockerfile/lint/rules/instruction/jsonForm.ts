import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { readJsonForm } from '../../../jsonForm.js';
import type { Span } from '../../../mappedText.js';
import { parseShell } from '../../../shell/parser.js';
import type { InstructionSyntax } from '../../../syntax.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule, type Fix } from '../../rule.js';
import { isForeignShell, shellNameOf } from '../../shellName.js';

export const jsonForm = defineRule({
  id: 'json-form',
  aliases: ['DL3025', 'JSONArgsRecommended'],
  severity: 'warning',
  summary: {
    en: 'CMD and ENTRYPOINT are written as a JSON array.',
    ko: 'CMD와 ENTRYPOINT는 JSON 배열로 씁니다.',
  },
  *check(file) {
    const withShell = file.keep(stagesWithShell);
    for (const instruction of file.of('CMD', 'ENTRYPOINT', 'HEALTHCHECK')) {
      const span = instruction.syntax.keep(shellCommand);
      if (!span) continue;
      const isCheck = instruction.keyword !== 'HEALTHCHECK' && !withShell.has(instruction.index);
      yield {
        range: instruction.rangeOf(span),
        message: l10n.t('This form runs the program in a shell, so it does not receive signals. Use a JSON array.'),
        codes: isCheck ? this.aliases : ['DL3025'],
        fix: () => (isForeignShell(shellNameOf(file, instruction)) ? undefined : toJson(instruction, span)),
      };
    }
  },
});

/** The command of a CMD, ENTRYPOINT or `HEALTHCHECK CMD` that is not written as JSON. */
function shellCommand({ keyword, args, argsSpan, text }: InstructionSyntax): Span | undefined {
  const [first, second] = args;
  const isCheck = keyword === 'HEALTHCHECK';
  const start = isCheck ? second?.start : first?.start;
  if (start === undefined || (isCheck && first?.value.toUpperCase() !== 'CMD') || readJsonForm(text, start))
    return undefined;
  return { start, end: argsSpan.end };
}

/** Instructions after a SHELL of their stage or of one it is built on. */
function stagesWithShell({ document }: LintFile): ReadonlySet<number> {
  const found = new Set<number>();
  const stages = new Set<number>();
  for (const { keyword, index, stage } of document.instructions) {
    if (!stage) continue;
    const inherits = keyword === 'FROM' && stage.parent && stages.has(stage.parent.index);
    if (keyword === 'SHELL' || inherits) stages.add(stage.index);
    if (stages.has(stage.index)) found.add(index);
  }
  return found;
}

/** Only a single program with plain words means the same without a shell; `C:\path` needs one of Windows. */
function toJson(instruction: Instruction, span: Span): Fix | undefined {
  const { items } = parseShell(instruction.text, span.start, span.end);
  const [item] = items;
  const [command] = item?.pipeline.commands ?? [];
  if (items.length !== 1 || item?.operator !== '' || item.pipeline.commands.length !== 1) return undefined;
  if (command?.kind !== 'simple' || command.assignments.length + command.redirects.length > 0) return undefined;
  const { words } = command;
  const isPlain = words.every(({ parts }) =>
    parts.every((part) => part.kind === 'literal' && (part.isQuoted || !/[*?[\]~{}#]/.test(part.text))),
  );
  const written = instruction.textOf(span);
  if (!isPlain || shellOnly.has(/^\S*/.exec(written)?.[0] ?? '') || /^[A-Za-z]:\\/.test(written)) return undefined;
  const newText = `[${words.map(({ text }) => JSON.stringify(text)).join(', ')}]`;
  return { title: l10n.t('Change to a JSON array'), edits: [{ range: instruction.rangeOf(span), newText }] };
}

const shellOnly = new Set(
  '! . : alias bg break builtin cd command continue declare dirs disown eval exec exit export fg getopts hash help history jobs let local logout popd pushd read readonly return set shift shopt source suspend time times trap type typeset ulimit umask unalias unset wait'.split(
    ' ',
  ),
);
