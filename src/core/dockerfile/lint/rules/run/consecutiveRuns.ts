import * as l10n from '@vscode/l10n';
import type { Script } from '../../../shell/script.js';
import type { LintFile, Run } from '../../lintFile.js';
import { defineRule, type Fix } from '../../rule.js';
import { isForeignShell, shellNameOf } from '../../shellName.js';

export const consecutiveRuns = defineRule({
  id: 'consecutive-runs',
  aliases: ['DL3059'],
  severity: 'info',
  summary: { en: 'Several small RUNs are one.', ko: '이어지는 작은 RUN은 하나로 합칩니다.' },
  *check(file) {
    const runs = new Map(file.runs.map((run) => [run.instruction, run]));
    let first: Run | undefined;
    let previous: Run | undefined;
    for (const instruction of file.instructions) {
      const run = instruction.keyword === 'RUN' ? runs.get(instruction) : undefined;
      if (!run) first = undefined;
      else if (!first || flagsOf(first) !== flagsOf(run) || !isSmall(first) || !isSmall(run)) first = run;
      else {
        const before = previous;
        yield {
          range: instruction.keywordRange,
          message: l10n.t('This RUN and the one before it could be one layer.'),
          related: before ? [{ range: before.instruction.keywordRange, message: l10n.t('The RUN before.') }] : [],
          fix: () => (before ? merge(file, before, run) : undefined),
        };
      }
      previous = run;
    }
  },
});

/** Calls two programs at most; to the parser that hadolint has, `[ ]` calls none. */
function isSmall({ calls }: Run): boolean {
  return calls.filter(({ invocation }) => invocation.name !== '[').length <= 2;
}

/** The same for the same flags and options in any order. */
function flagsOf({ instruction }: Run): string {
  const texts = instruction.flags.map(({ name, value = '' }) => `${name}=${value.split(',').sort().join(',')}`);
  return texts.sort().join(' ');
}

/** Joins two RUNs where one shell does the same as two. */
function merge(file: LintFile, before: Run, run: Run): Fix | undefined {
  const { lines } = file.document;
  const [first] = before.scripts;
  const [second] = run.scripts;
  if (!first || !second || !isPlain(before, first) || !isPlain(run, second)) return undefined;
  if (
    isForeignShell(shellNameOf(file, run.instruction)) ||
    leavesTraces(before) ||
    !endsCleanly(first) ||
    !isChain(second)
  )
    return undefined;
  for (let line = before.instruction.lastLine + 1; line < run.instruction.line; line++) {
    if (lines.textOf(line).trim() !== '') return undefined;
  }
  const range = { start: before.instruction.range.end, end: run.instruction.argsRange.start };
  const newText = ` ${run.instruction.syntax.escapeCharacter}\n    && `;
  return { title: l10n.t('Merge with the RUN before'), edits: [{ range, newText }] };
}

function isPlain({ instruction }: Run, { form }: Script): boolean {
  return form === 'shell' && instruction.heredocs.length === 0;
}

const stateful = new Set(
  'cd pushd popd export set unset shopt source . umask exec exit trap alias eval ulimit hash read'.split(' '),
);

/** True when a script changes what the next commands of the same shell see. */
function leavesTraces({ calls, scripts }: Run): boolean {
  if (calls.some(({ invocation }) => stateful.has(invocation.name))) return true;
  return scripts.some(({ list }) =>
    list.items.some(({ pipeline }) =>
      pipeline.commands.some((command) => command.kind === 'compound' || command.words.length === 0),
    ),
  );
}

function endsCleanly({ list, text }: Script): boolean {
  const last = list.items.at(-1);
  return last !== undefined && last.operator === '' && text.slice(last.pipeline.end).trim() === '';
}

function isChain(script: Script): boolean {
  const { items } = script.list;
  return (
    endsCleanly(script) && items.every(({ operator, pipeline }) => /^(?:&&)?$/.test(operator) && !pipeline.isNegated)
  );
}
