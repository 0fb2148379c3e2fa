import * as l10n from '@vscode/l10n';
import { removeFlag } from '../../flagFix.js';
import { defineRule } from '../../rule.js';

export const platformRedundant = defineRule({
  id: 'platform-redundant',
  aliases: ['DL3065', 'RedundantTargetPlatform'],
  severity: 'warning',
  summary: {
    en: 'FROM does not say $TARGETPLATFORM, which is the default.',
    ko: 'FROM에 기본값인 $TARGETPLATFORM을 적지 않습니다.',
  },
  *check({ document }) {
    for (const { platform, from } of document.stages) {
      if (!platform || !/^(?:\$TARGETPLATFORM|\$\{TARGETPLATFORM\})$/.test(platform.value ?? '')) continue;
      yield {
        range: from.rangeOf(platform),
        message: l10n.t('The target platform is the default, so this flag does nothing.'),
        fix: () => ({ title: l10n.t('Remove the flag'), edits: [removeFlag(from, platform)] }),
      };
    }
  },
});
