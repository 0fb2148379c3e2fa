import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';
import { isArchive } from './archives.js';
import { copyPaths } from './copyPaths.js';

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
      const { sources } = copyPaths(add);
      const plain = sources.find(({ value }) => isPlainFile(value.replace(/["']/g, '')));
      if (!plain) continue;
      const onlyPlain = sources.every(({ value }) => isPlainFile(value.replace(/["']/g, '')));
      const isFixable = onlyPlain && add.flags.every(({ name }) => /^(?:chown|chmod|link|exclude)$/.test(name));
      yield {
        range: add.keywordRange,
        message: l10n.t('ADD can do more than copy "{0}". Use COPY for plain files.', plain.value),
        fix: () =>
          isFixable
            ? { title: l10n.t('Change to {0}', 'COPY'), edits: [{ range: add.keywordRange, newText: 'COPY' }] }
            : undefined,
      };
    }
  },
});

function isPlainFile(source: string): boolean {
  if (isArchive(source) || source.startsWith('$')) return false;
  return !/^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/|[\w.-]+@[\w.-]+:)|\.git(?:[#?]|$)/.test(source);
}
