import * as l10n from '@vscode/l10n';
import { withDefaultArgs } from '../../defaultArgs.js';
import { isImageReference } from '../../imageReferences.js';
import { defineRule } from '../../rule.js';

export const invalidDefaultArgInFrom = defineRule({
  id: 'invalid-default-arg-in-from',
  aliases: ['InvalidDefaultArgInFrom', 'BASE_NAME_EMPTY', 'INVALID_REFERENCE_FORMAT'],
  severity: 'warning',
  ignoresInstructionSkip: true,
  summary: {
    en: 'FROM is a valid image name when no build argument is given.',
    ko: '빌드 인자를 주지 않아도 FROM이 올바른 이미지 이름이 됩니다.',
  },
  *check(file) {
    for (const { from, image } of file.document.stages) {
      if (!image?.value.includes('$')) continue;
      const expanded = withDefaultArgs(file, image.value);
      if (isImageReference(expanded)) continue;
      yield {
        range: from.rangeOf(image),
        codes: ['InvalidDefaultArgInFrom', expanded === '' ? 'BASE_NAME_EMPTY' : 'INVALID_REFERENCE_FORMAT'],
        message: l10n.t(
          'Without build arguments "{0}" becomes "{1}", which is not a valid image name.',
          image.value,
          expanded,
        ),
      };
    }
  },
});
