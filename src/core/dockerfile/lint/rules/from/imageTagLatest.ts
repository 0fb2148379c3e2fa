import * as l10n from '@vscode/l10n';
import { splitImageName } from '../../../imageName.js';
import { defineRule } from '../../rule.js';

export const imageTagLatest = defineRule({
  id: 'image-tag-latest',
  aliases: ['DL3007'],
  severity: 'warning',
  summary: { en: 'A base image has a tag other than latest.', ko: '베이스 이미지에는 latest가 아닌 태그를 씁니다.' },
  *check({ document }) {
    for (const { image, from } of document.stages) {
      if (!image) continue;
      const { tag, digest } = splitImageName(image.value);
      if (tag !== 'latest' || digest !== undefined) continue;
      yield {
        range: from.rangeOf(image),
        message: l10n.t('"{0}" changes without notice. Name the version you mean.', image.value),
      };
    }
  },
});
