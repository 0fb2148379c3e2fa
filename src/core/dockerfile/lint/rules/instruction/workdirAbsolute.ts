import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { defineRule, type Fix } from '../../rule.js';
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
      if (/^(?:[/$]|[A-Za-z]:)/.test(path) || path === '') continue;
      const isFirst = !hasWorkdirBefore(file, instruction);
      yield {
        range: instruction.argsRange,
        message: l10n.t('WORKDIR "{0}" is relative, so it depends on what comes before.', path),
        codes: isFirst ? this.aliases : this.aliases.filter((alias) => alias !== 'WorkdirRelativePath'),
        fix: () => (isFirst ? makeAbsolute(instruction, path) : undefined),
      };
    }
  },
});

function unquote(text: string): string {
  const match = /^(["'])(.*)\1$/s.exec(text);
  return match?.[2] ?? text;
}

/** Only where nothing before it is known: images start at the root unless they say otherwise. */
function makeAbsolute(instruction: Instruction, path: string): Fix | undefined {
  if (/\s/.test(path) || path.startsWith('..')) return undefined;
  const newText = `/${path.replace(/^(?:\.\/)+/, '')}`;
  return { title: l10n.t('Make the path absolute'), edits: [{ range: instruction.argsRange, newText }] };
}
