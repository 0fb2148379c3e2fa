import * as l10n from '@vscode/l10n';
import { parseImageReference } from '../../../../base/imageReference.js';
import { expandDefaults } from '../../expandDefaults.js';
import { defineRule } from '../../rule.js';

/** What BuildKit sets itself on the most common machine. */
const platformDefaults: readonly (readonly [string, string])[] = ['BUILD', 'TARGET'].flatMap(
  (side) =>
    [
      [`${side}PLATFORM`, 'linux/amd64'],
      [`${side}OS`, 'linux'],
      [`${side}ARCH`, 'amd64'],
    ] as const,
);

export const invalidDefaultArgInFrom = defineRule({
  id: 'invalid-default-arg-in-from',
  aliases: ['InvalidDefaultArgInFrom'],
  severity: 'warning',
  ignoresInstructionSkip: true,
  summary: {
    en: 'FROM is a valid image name when no build argument is given.',
    ko: '빌드 인자를 주지 않아도 FROM이 올바른 이미지 이름이 됩니다.',
  },
  *check({ document }) {
    const defaults = new Map(platformDefaults);
    for (const { keyword, properties, stage } of document.instructions) {
      if (keyword !== 'ARG' || stage) continue;
      for (const { name, value } of properties) {
        defaults.set(name, expandDefaults(value ?? '', defaults, document.escapeCharacter));
      }
    }
    for (const { from, image } of document.stages) {
      if (!image?.value.includes('$')) continue;
      const expanded = expandDefaults(image.value, defaults, document.escapeCharacter);
      if (parseImageReference(expanded)) continue;
      yield {
        range: from.rangeOf(image),
        message: l10n.t(
          'Without build arguments "{0}" becomes "{1}", which is not a valid image name.',
          image.value,
          expanded,
        ),
      };
    }
  },
});
