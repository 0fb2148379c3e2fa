import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule, type Problem, type Rule, type RuleText, type TextEdit } from '../../rule.js';

/** Instructions of a kind that stand more than once in one stage, each with the one after it. */
function* pairsInStage(file: LintFile, keyword: string): Iterable<readonly [Instruction, Instruction]> {
  let earlier: Instruction | undefined;
  for (const later of file.of(keyword)) {
    if (earlier && earlier.stage === later.stage) yield [earlier, later];
    earlier = later;
  }
}

function repeatedRule(
  id: string,
  code: string,
  keyword: string,
  severity: 'error' | 'warning',
  summary: RuleText,
): Rule {
  return defineRule({
    id,
    aliases: [code],
    severity,
    summary,
    *check(file): Iterable<Problem> {
      for (const [earlier, later] of pairsInStage(file, keyword)) {
        yield {
          range: later.keywordRange,
          message: l10n.t('This stage has another {0} before this one, which it replaces.', keyword),
          related: [{ range: earlier.keywordRange, message: l10n.t('This one is lost.') }],
        };
      }
    },
  });
}

export const repeatedCmd = repeatedRule('repeated-cmd', 'DL4003', 'CMD', 'warning', {
  en: 'A stage has one CMD.',
  ko: '한 스테이지에 CMD는 하나만 둡니다.',
});

export const repeatedEntrypoint = repeatedRule('repeated-entrypoint', 'DL4004', 'ENTRYPOINT', 'error', {
  en: 'A stage has one ENTRYPOINT.',
  ko: '한 스테이지에 ENTRYPOINT는 하나만 둡니다.',
});

export const repeatedHealthcheck = repeatedRule('repeated-healthcheck', 'DL3012', 'HEALTHCHECK', 'error', {
  en: 'A stage has one HEALTHCHECK.',
  ko: '한 스테이지에 HEALTHCHECK는 하나만 둡니다.',
});

/** BuildKit points at the instruction that is lost, hadolint at the one that replaces it. */
export const overriddenInstruction = defineRule({
  id: 'overridden-instruction',
  aliases: ['MultipleInstructionsDisallowed', 'MULTIPLE_INSTRUCTIONS'],
  severity: 'warning',
  tag: 'unused',
  summary: {
    en: 'No CMD, ENTRYPOINT or HEALTHCHECK is replaced by a later one.',
    ko: 'CMD, ENTRYPOINT, HEALTHCHECK가 뒤에 나오는 것으로 덮이지 않습니다.',
  },
  *check(file) {
    for (const keyword of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
      for (const [earlier, later] of pairsInStage(file, keyword)) {
        yield {
          range: earlier.range,
          suppressedAt: later,
          message: l10n.t('This {0} has no effect: a later one in this stage replaces it.', keyword),
          related: [{ range: later.keywordRange, message: l10n.t('This one takes effect.') }],
          fix: () => ({ title: l10n.t('Remove the {0}', keyword), edits: [removeLines(file, earlier)] }),
        };
      }
    }
  },
});

/** Takes an instruction's whole lines away. */
function removeLines({ document: { lines } }: LintFile, { line, fullLastLine }: Instruction): TextEdit {
  const isLast = fullLastLine + 1 >= lines.count;
  const end = isLast
    ? { line: fullLastLine, character: lines.textOf(fullLastLine).length }
    : { line: fullLastLine + 1, character: 0 };
  return { range: { start: { line, character: 0 }, end }, newText: '' };
}
