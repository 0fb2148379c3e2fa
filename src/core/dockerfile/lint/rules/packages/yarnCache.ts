import * as l10n from '@vscode/l10n';
import { hasCacheMount } from '../../mounts.js';
import { defineRule } from '../../rule.js';
import { appendCommand, cacheMount } from '../../shellFix.js';
import { isShipped } from '../../shipped.js';

export const yarnCache = defineRule({
  id: 'yarn-cache',
  aliases: ['DL3060'],
  severity: 'info',
  summary: { en: 'The cache of yarn is deleted after use.', ko: 'yarn의 캐시는 사용 후 지웁니다.' },
  *check(file) {
    for (const { instruction, calls } of file.runs) {
      const yarn = calls.filter(({ invocation }) => invocation.name === 'yarn');
      const installAt = yarn.findIndex(({ invocation }) => invocation.hasArg('install'));
      const install = yarn[installAt];
      if (!install || !isShipped(file, instruction) || hasCacheMount(instruction, '.cache/yarn')) continue;
      if (yarn.slice(installAt).some(({ invocation }) => invocation.hasArg('cache', 'clean'))) continue;
      yield {
        range: install.rangeOf(install.invocation.span),
        message: l10n.t('The cache of {0} stays in the image.', 'yarn'),
        fix: () => appendCommand(instruction, install.script, 'yarn cache clean'),
        alternatives: () => [cacheMount(instruction, '/usr/local/share/.cache/yarn')],
      };
    }
  },
});
