import * as l10n from '@vscode/l10n';
import { splitImageName } from '../../../imageName.js';
import { defineRule } from '../../rule.js';

/** A name with a variable before its tag may hold a tag in it, so it passes; hadolint flags some of those. */
export const imageTagMissing = defineRule({
  id: 'image-tag-missing',
  aliases: ['DL3006'],
  severity: 'warning',
  summary: { en: 'A base image names its tag or digest.', ko: '베이스 이미지에는 태그나 다이제스트를 적습니다.' },
  *check({ document }) {
    for (const { image, exactParent, from } of document.stages) {
      if (!image || exactParent || image.value === 'scratch' || image.value.includes('$')) continue;
      const { tag, digest } = splitImageName(image.value);
      if (tag !== undefined || digest !== undefined) continue;
      yield {
        range: from.rangeOf(image),
        message: l10n.t('"{0}" has no tag, so each build may get a different version.', image.value),
      };
    }
  },
});
