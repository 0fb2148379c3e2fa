import * as l10n from '@vscode/l10n';
import type { Word } from '../../../words.js';
import { defineRule } from '../../rule.js';
import { copyPaths } from './copyPaths.js';

export const copyWholeFilesystem = defineRule({
  id: 'copy-whole-filesystem',
  aliases: ['DL3067'],
  severity: 'warning',
  summary: {
    en: 'COPY --from takes less than the whole file system.',
    ko: 'COPY --from으로 파일 시스템 전체를 복사하지 않습니다.',
  },
  *check(file) {
    for (const copy of file.of('COPY')) {
      const { sources, target } = copyPaths(copy);
      if (!copy.flag('from') || !isRoot(target) || !sources.some(isRoot)) continue;
      yield {
        range: copy.argsRange,
        message: l10n.t(
          'This copies a whole image over another. Use FROM for that stage, or copy only what is needed.',
        ),
      };
    }
  },
});

function isRoot(path: Word | undefined): boolean {
  return path?.value.replace(/["']/g, '') === '/';
}
