import * as l10n from '@vscode/l10n';
import { withDefaultArgs } from '../../defaultArgs.js';
import { isImageReference } from '../../imageReferences.js';
import { architectures, operatingSystems } from '../../platforms.js';
import { defineRule } from '../../rule.js';

export const stageNameInvalid = defineRule({
  id: 'stage-name-invalid',
  aliases: ['DL1000', 'INVALID_BUILD_STAGE_NAME'],
  severity: 'error',
  summary: {
    en: 'A stage name begins with a letter and has no symbols.',
    ko: '스테이지 이름은 문자로 시작하며 기호를 쓰지 않습니다.',
  },
  *check({ document }) {
    for (const { name, from } of document.stages) {
      if (!name || from.args.length !== 3 || /^[a-z][a-z0-9-_.]*$/.test(name.value.toLowerCase())) continue;
      yield {
        range: from.rangeOf(name),
        message: l10n.t(
          '"{0}" cannot name a stage. Names start with a letter and hold letters, digits, "-", "_" or ".".',
          name.value,
        ),
      };
    }
  },
});

export const imageReferenceInvalid = defineRule({
  id: 'image-reference-invalid',
  aliases: ['DL1000', 'INVALID_REFERENCE_FORMAT', 'BASE_NAME_EMPTY'],
  severity: 'error',
  summary: { en: 'FROM names an image as images are named.', ko: 'FROM에는 올바른 형식의 이미지 이름을 씁니다.' },
  *check({ document }) {
    for (const { image, from, parent } of document.stages) {
      if (!image || parent || image.value.includes('$')) continue;
      const text = image.value.replace(/["']/g, '');
      if (isImageReference(text)) continue;
      yield {
        range: from.rangeOf(image),
        message: l10n.t('"{0}" is not a valid image name.', image.value),
        codes: ['DL1000', text === '' ? 'BASE_NAME_EMPTY' : 'INVALID_REFERENCE_FORMAT'],
      };
    }
  },
});

/** As containerd reads platforms: https://github.com/containerd/platforms. */
export const platformInvalid = defineRule({
  id: 'platform-invalid',
  aliases: [],
  severity: 'error',
  summary: {
    en: 'FROM --platform names an operating system, an architecture, or both.',
    ko: 'FROM --platform에는 운영 체제나 아키텍처, 또는 둘 다를 씁니다.',
  },
  *check(file) {
    for (const { platform, from } of file.document.stages) {
      if (!platform?.value || !platform.valueSpan) continue;
      const text = withDefaultArgs(file, platform.value);
      if (isPlatform(text)) continue;
      yield {
        range: from.rangeOf(platform.valueSpan),
        message: platform.value.includes('$')
          ? l10n.t('Without build arguments "{0}" becomes "{1}", which is not a platform.', platform.value, text)
          : l10n.t('"{0}" is not a platform.', text),
      };
    }
  },
});

function isPlatform(text: string): boolean {
  const [first = '', ...others] = text.split('/');
  if (others.length > 2 || ![first.replace(/\(.*\)$/, ''), ...others].every((part) => /^[\w.-]+$/.test(part)))
    return false;
  return others.length > 0 || operatingSystems.has(first.toLowerCase()) || architectures.has(first.toLowerCase());
}
