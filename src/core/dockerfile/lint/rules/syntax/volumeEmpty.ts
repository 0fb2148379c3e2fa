import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const volumeEmpty = defineRule({
  id: 'volume-empty',
  aliases: ['DL1000'],
  severity: 'error',
  summary: { en: 'A VOLUME has a path.', ko: 'VOLUME에는 경로가 있습니다.' },
  *check(file) {
    for (const volume of file.ofWithTriggers('VOLUME')) {
      for (const item of volume.json?.items ?? []) {
        if (item.value.trim() !== '') continue;
        yield { range: volume.rangeOf(item), message: l10n.t('The path of a volume cannot be empty.') };
      }
    }
  },
});
