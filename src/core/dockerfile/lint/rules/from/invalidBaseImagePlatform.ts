import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const invalidBaseImagePlatform = defineRule({
  id: 'invalid-base-image-platform',
  aliases: ['InvalidBaseImagePlatform'],
  severity: 'warning',
  summary: {
    en: 'The base image exists for the platform that is asked for.',
    ko: '요청한 플랫폼용 베이스 이미지가 있습니다.',
  },
  *check({ document, options }) {
    for (const { from, image, parent, platform } of document.stages) {
      const wanted = platform?.value;
      if (!image || parent || !wanted || wanted.includes('$') || image.value.includes('$')) continue;
      const actual = options.baseImage(image.value)?.platforms ?? [];
      if (actual.length === 0 || actual.some((one) => sameStart(wanted, one))) continue;
      yield {
        range: from.rangeOf(image),
        message: l10n.t('"{0}" is for {1}, not for {2}.', image.value, actual.join(', '), wanted),
      };
    }
  },
});

/** True when one platform says no more than the other: `linux/arm64` and `linux/arm64/v8`. */
function sameStart(a: string, b: string): boolean {
  const [left, right] = [a.split('/'), b.split('/')];
  return left.every((part, index) => right[index] === undefined || right[index] === part);
}
