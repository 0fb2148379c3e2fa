import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';
import { hasWorkdirInScope } from '../../workdirs.js';
import { copyPaths, isIndependent } from './copyPaths.js';

export const copyRelative = defineRule({
  id: 'copy-relative-without-workdir',
  aliases: ['DL3045'],
  severity: 'warning',
  summary: {
    en: 'COPY to a relative path stands after a WORKDIR.',
    ko: '상대 경로로 COPY하기 전에 WORKDIR를 정합니다.',
  },
  *check(file) {
    for (const copy of file.of('COPY')) {
      const { target } = copyPaths(copy);
      if (!target || isIndependent(target.value) || hasWorkdirInScope(file, copy)) continue;
      yield {
        range: copy.rangeOf(target),
        message: l10n.t('The meaning of "{0}" depends on the base image. Set WORKDIR first.', target.value),
      };
    }
  },
});
