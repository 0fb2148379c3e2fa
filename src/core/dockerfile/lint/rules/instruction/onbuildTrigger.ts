import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const onbuildTrigger = defineRule({
  id: 'onbuild-trigger',
  aliases: ['DL3043', 'ONBUILD_CHAINING_DISALLOWED', 'ONBUILD_TRIGGER_DISALLOWED'],
  severity: 'error',
  summary: {
    en: 'ONBUILD is not followed by ONBUILD, FROM or MAINTAINER.',
    ko: 'ONBUILD 뒤에는 ONBUILD, FROM, MAINTAINER를 쓰지 않습니다.',
  },
  *check(file) {
    for (const { trigger } of file.of('ONBUILD')) {
      if (!trigger || !/^(?:ONBUILD|FROM|MAINTAINER)$/.test(trigger.keyword)) continue;
      yield {
        range: trigger.keywordRange,
        message: l10n.t('{0} cannot be triggered by ONBUILD.', trigger.keyword),
        codes:
          trigger.keyword === 'ONBUILD'
            ? ['DL3043', 'ONBUILD_CHAINING_DISALLOWED']
            : ['DL3043', 'ONBUILD_TRIGGER_DISALLOWED'],
      };
    }
  },
});
