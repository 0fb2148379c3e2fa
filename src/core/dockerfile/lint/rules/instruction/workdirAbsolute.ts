import { posix } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { stageChain } from '../../../stages.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule, type Fix } from '../../rule.js';
import { expandedWord } from '../../stageValues.js';
import { hasWorkdirBefore } from '../../workdirs.js';

export const workdirAbsolute = defineRule({
  id: 'workdir-absolute',
  aliases: ['DL3000', 'WorkdirRelativePath', 'WORKDIR_IS_NOT_ABSOLUTE'],
  severity: 'error',
  summary: { en: 'WORKDIR takes an absolute path.', ko: 'WORKDIR에는 절대 경로를 씁니다.' },
  *check(file) {
    for (const instruction of file.of('WORKDIR')) {
      if (instruction.args.length === 0) continue;
      const path = unquote(instruction.argsText);
      if (path === '') continue;
      const isFirst = !hasWorkdirBefore(file, instruction);
      const codes = [
        ...(/^(?:[/$]|[A-Za-z]:)/.test(path) ? [] : ['DL3000', 'WORKDIR_IS_NOT_ABSOLUTE']),
        ...(isFirst && isRelative(file, instruction, path) ? ['WorkdirRelativePath'] : []),
      ];
      if (codes.length === 0) continue;
      yield {
        range: instruction.argsRange,
        message: l10n.t('WORKDIR "{0}" is relative, so it depends on what comes before.', path),
        codes,
        fix: () => (isFirst && codes.length === 1 ? undefined : makeAbsolute(instruction, path, isFirst)),
      };
    }
  },
});

/** As the build sees it, variables expanded; on Windows a path begins with a drive. */
function isRelative(file: LintFile, instruction: Instruction, path: string): boolean {
  const expanded = expandedWord(file, instruction, path);
  if (expanded === undefined || expanded === '' || expanded.startsWith('/')) return false;
  return !/^(?:[A-Za-z]:|\\)/.test(expanded) || !isWindows(file, instruction);
}

function isWindows({ document }: LintFile, { stage }: Instruction): boolean {
  const image = stage && stageChain(stage).at(-1)?.image?.value;
  return document.escapeCharacter === '`' || /windows|nanoserver|servercore|dotnet\/framework/.test(image ?? '');
}

function unquote(text: string): string {
  const match = /^(["'])(.*)\1$/s.exec(text);
  return match?.[2] ?? text;
}

/** Images start at the root unless they say otherwise; a later path begins at the WORKDIR before it. */
function makeAbsolute(instruction: Instruction, path: string, isFirst: boolean): Fix | undefined {
  // A variable may hold several folders, so what `..` leaves behind it is unknown.
  if (/\s|\$.*\.\./.test(path) || (isFirst && path.startsWith('..'))) return undefined;
  const from = isFirst ? '/' : pathBefore(instruction);
  if (!from?.startsWith('/') || /[\s"'$\\`]/.test(from)) return undefined;
  return {
    title: l10n.t('Make the path absolute'),
    edits: [{ range: instruction.argsRange, newText: posix.join(from, path) }],
  };
}

function pathBefore({ stage, index }: Instruction): string | undefined {
  return stage?.instructions.findLast((other) => other.keyword === 'WORKDIR' && other.index < index)?.argsText;
}
