import * as l10n from '@vscode/l10n';
import { parseImageReference } from '../../../../base/imageReference.js';
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
  aliases: ['DL1000', 'INVALID_REFERENCE_FORMAT'],
  severity: 'error',
  summary: { en: 'FROM names an image as images are named.', ko: 'FROM에는 올바른 형식의 이미지 이름을 씁니다.' },
  *check({ document }) {
    for (const { image, from, parent } of document.stages) {
      if (!image || parent || image.value.includes('$')) continue;
      const text = image.value.replace(/["']/g, '');
      if (text === 'scratch' || parseImageReference(text)) continue;
      yield { range: from.rangeOf(image), message: l10n.t('"{0}" is not a valid image name.', image.value) };
    }
  },
});
