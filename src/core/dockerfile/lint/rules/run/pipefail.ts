import * as l10n from '@vscode/l10n';
import type { LintFile, Run } from '../../lintFile.js';
import { defineRule } from '../../rule.js';
import { programName } from '../../shellName.js';

/** `set -o pipefail` in the script is as good as a SHELL; hadolint does not look at it. */
export const pipefail = defineRule({
  id: 'pipefail',
  aliases: ['DL4006'],
  severity: 'warning',
  summary: {
    en: 'A pipe fails when any part of it fails.',
    ko: '파이프의 어느 명령이든 실패하면 전체가 실패하게 합니다.',
  },
  *check(file) {
    const safe = file.keep(safeInstructions);
    for (const run of file.runs) {
      const { instruction, scripts } = run;
      if (instruction.onbuild || safe.has(instruction.index) || setsPipefail(run)) continue;
      for (const script of scripts) {
        const bar = script.pipelines.find(({ commands }) => commands.length > 1)?.bars[0];
        if (!bar) continue;
        const { start } = instruction.range;
        const newText = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n';
        yield {
          range: script.rangeOf(instruction, bar),
          message: l10n.t(
            'The build goes on when the command before the pipe fails. Set SHELL with -o pipefail first.',
          ),
          alternatives: () => [
            { title: l10n.t('Set SHELL to bash with pipefail'), edits: [{ range: { start, end: start }, newText }] },
          ],
        };
        break;
      }
    }
  },
});

function setsPipefail({ calls }: Run): boolean {
  return calls.some(({ invocation }) => invocation.name === 'set' && invocation.hasArg('pipefail'));
}

/** Instructions where a SHELL is in force that needs no pipefail or has it; as in hadolint it ends with its stage. */
function safeInstructions({ document }: LintFile): ReadonlySet<number> {
  const safe = new Set<number>();
  let isSafe = false;
  for (const instruction of document.instructions) {
    const { keyword, index } = instruction;
    if (keyword === 'FROM') isSafe = false;
    if (keyword === 'SHELL') isSafe = isSafeShell(instruction.json?.items.map(({ value }) => value) ?? []);
    if (isSafe) safe.add(index);
  }
  return safe;
}

function isSafeShell([program = '', ...args]: readonly string[]): boolean {
  const name = programName(program);
  if (/^(?:pwsh|powershell|cmd)/.test(name)) return true;
  const hasOption = args.some((arg, index) => /^-[a-zA-Z]*o$/.test(arg) && args[index + 1] === 'pipefail');
  return /^(?:bash|zsh|ash)$/.test(name) && hasOption;
}
