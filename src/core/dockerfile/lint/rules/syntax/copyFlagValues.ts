import * as l10n from '@vscode/l10n';
import { isDigest } from '../../../../base/imageReference.js';
import { defineRule } from '../../rule.js';
import { copyPaths } from '../copy/copyPaths.js';

/** Octal, or changes as the chmod program takes them. */
const modePattern = /^(?:[0-7]{1,11}|[ugoa]*(?:[-+=][rwxXst]*)+(?:,[ugoa]*(?:[-+=][rwxXst]*)+)*)$/;

export const copyFlagValue = defineRule({
  id: 'copy-flag-value',
  aliases: [],
  severity: 'error',
  summary: {
    en: '--chmod has a mode, and --checksum the digest of something that is downloaded.',
    ko: '--chmod에는 모드를, --checksum에는 내려받을 것의 다이제스트를 씁니다.',
  },
  *check(file) {
    for (const copy of file.ofWithTriggers('ADD', 'COPY')) {
      for (const { name, value = '', valueSpan } of copy.flags) {
        if (!valueSpan || value === '' || value.includes('$')) continue;
        const range = copy.rangeOf(valueSpan);
        if (name === 'chmod' && !modePattern.test(value)) {
          yield { range, message: l10n.t('"{0}" is not a mode such as 755 or u+x.', value) };
        } else if (name === 'checksum' && copy.keyword === 'ADD') {
          const isRemote = copyPaths(copy).sources.some((source) => /[:$@]/.test(source.value));
          if (!isDigest(value)) yield { range, message: l10n.t('"{0}" is not a digest.', value) };
          else if (!isRemote) yield { range, message: l10n.t('Only what is downloaded can have a checksum.') };
        }
      }
    }
  },
});
