import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';
import { copyPaths } from './copyPaths.js';

export const copySeveral = defineRule({
  id: 'copy-several-to-directory',
  aliases: ['DL3021', 'INVALID_DESTINATION'],
  severity: 'error',
  summary: {
    en: 'Several sources are copied to a directory, which ends in a slash.',
    ko: '여러 소스를 복사할 때 대상은 /로 끝나는 디렉터리입니다.',
  },
  *check(file) {
    for (const copy of file.ofWithTriggers('COPY', 'ADD')) {
      const { sources, target } = copyPaths(copy);
      const heredocs = copy.heredocs.length;
      const path = target?.value.replace(/["']/g, '') ?? '';
      if (!target || sources.length + heredocs < 2 || path.endsWith('/') || path.endsWith('\\')) continue;
      if (copy.keyword === 'ADD' && /[$]/.test(path)) continue;
      yield {
        range: copy.rangeOf(target),
        message: l10n.t('"{0}" must end with a slash to receive several sources.', target.value),
        codes: copy.keyword === 'COPY' && !copy.onbuild ? this.aliases : ['INVALID_DESTINATION'],
        fix: () => {
          const end = copy.rangeOf(target).end;
          if (/["']$/.test(copy.textOf(target)) || path === '.' || path === '..') return undefined;
          return { title: l10n.t('Add a slash'), edits: [{ range: { start: end, end }, newText: '/' }] };
        },
      };
    }
  },
});
