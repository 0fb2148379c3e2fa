import * as l10n from '@vscode/l10n';
import { hasCacheMount } from '../../mounts.js';
import { defineRule } from '../../rule.js';
import { cacheMount, insertBehind } from '../../shellFix.js';

export const apkCache = defineRule({
  id: 'apk-cache',
  aliases: ['DL3019'],
  severity: 'info',
  summary: { en: 'apk add keeps no cache.', ko: 'apk add는 캐시를 남기지 않습니다.' },
  *check(file) {
    for (const call of file.calls('apk')) {
      const add = call.invocation.args.find(({ text }) => text === 'add');
      if (!add || call.invocation.hasFlag('no-cache') || hasCacheMount(call.instruction, '/var/cache/apk')) continue;
      yield {
        range: call.rangeOf({ start: call.invocation.nameWord.start, end: add.end }),
        message: l10n.t('The cache of {0} stays in the image.', 'apk'),
        fix: () => insertBehind(call, add, '--no-cache'),
        alternatives: () => [cacheMount(call.instruction, '/var/cache/apk')],
      };
    }
  },
});
