import * as l10n from '@vscode/l10n';
import { splitImageName } from '../../../imageName.js';
import { defineRule } from '../../rule.js';

export const imageTagMissing = defineRule({
  id: 'image-tag-missing',
  aliases: ['DL3006'],
  severity: 'warning',
  summary: { en: 'A base image names its tag or digest.', ko: '베이스 이미지에는 태그나 다이제스트를 적습니다.' },
  *check({ document }) {
    for (const { image, exactParent, from } of document.stages) {
      if (!image || exactParent || image.value === 'scratch' || mayHoldTag(image.value)) continue;
      const { tag, digest } = splitImageName(image.value);
      if (tag !== undefined || digest !== undefined) continue;
      yield {
        range: from.rangeOf(image),
        message: l10n.t('"{0}" has no tag, so each build may get a different version.', image.value),
      };
    }
  },
});

/** A variable in front, or behind the last slash, may hold the tag; hadolint knows the first only. */
function mayHoldTag(name: string): boolean {
  const plain = name.replace(/\$\{[^}]*(?:\}|$)/g, '$');
  return plain.startsWith('$') || plain.slice(plain.lastIndexOf('/') + 1).includes('$');
}
