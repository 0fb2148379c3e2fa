import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';
import { insertBehind } from '../../shellFix.js';

export const aptRecommends = defineRule({
  id: 'apt-recommends',
  aliases: ['DL3015'],
  severity: 'info',
  summary: {
    en: 'apt-get install takes no recommended packages along.',
    ko: 'apt-get install은 추천 패키지를 함께 설치하지 않습니다.',
  },
  *check(file) {
    for (const call of file.calls('apt-get')) {
      const { invocation } = call;
      const install = invocation.args.find(({ text }) => text === 'install');
      if (!install || invocation.hasFlag('no-install-recommends')) continue;
      if (invocation.hasArg('APT::Install-Recommends=false')) continue;
      yield {
        range: call.rangeOf({ start: invocation.nameWord.start, end: install.end }),
        message: l10n.t('Recommended packages are installed too. Add --no-install-recommends.'),
        fix: () => insertBehind(call, install, '--no-install-recommends'),
      };
    }
  },
});
