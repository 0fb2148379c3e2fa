import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { defineRule, type Fix } from '../../rule.js';
import { hasWorkdirInScope } from '../../workdirs.js';
import { isArchive } from './archives.js';
import { copyPaths, isIndependent } from './copyPaths.js';

/** Git sources, heredocs and variables pass: only ADD reads them, or nothing is known. hadolint flags some of those. */
export const addPlainFile = defineRule({
  id: 'add-plain-file',
  aliases: ['DL3020'],
  severity: 'error',
  summary: {
    en: 'COPY copies plain files; ADD is for archives and addresses.',
    ko: '일반 파일은 COPY로 복사하고 ADD는 압축 파일과 URL에만 씁니다.',
  },
  *check(file) {
    for (const add of file.of('ADD')) {
      const { sources, target } = copyPaths(add);
      const plain = sources.find(({ value }) => isPlainFile(value.replace(/["']/g, '')));
      if (!plain) continue;
      const onlyPlain = sources.every(({ value }) => isPlainFile(value.replace(/["']/g, '')));
      const isFixable = onlyPlain && add.flags.every(({ name }) => /^(?:chown|chmod|link|exclude)$/.test(name));
      // A COPY to a relative path would be the next finding, which needs a decision.
      const isSettled = isIndependent(target?.value ?? '') || hasWorkdirInScope(file, add);
      yield {
        range: add.keywordRange,
        message: l10n.t('ADD can do more than copy "{0}". Use COPY for plain files.', plain.value),
        fix: () => (isFixable && isSettled ? toCopy(add) : undefined),
        alternatives: () => (isFixable && !isSettled ? [toCopy(add)] : []),
      };
    }
  },
});

function toCopy({ keywordRange: range }: Instruction): Fix {
  return { title: l10n.t('Change to {0}', 'COPY'), edits: [{ range, newText: 'COPY' }] };
}

function isPlainFile(source: string): boolean {
  if (isArchive(source) || source.startsWith('$')) return false;
  return !/^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/|[\w.-]+@[\w.-]+:)/.test(source);
}
