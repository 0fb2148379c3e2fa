import * as l10n from '@vscode/l10n';
import { closestName, findVariables } from '../../../variables.js';
import { defineRule } from '../../rule.js';

const predefined = ['BUILD', 'TARGET'].flatMap((side) =>
  ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((part) => side + part),
);

export const undefinedArgInFrom = defineRule({
  id: 'undefined-arg-in-from',
  aliases: ['UndefinedArgInFrom'],
  severity: 'warning',
  summary: {
    en: 'FROM uses only build arguments that are declared before it.',
    ko: 'FROM에는 앞에서 선언한 빌드 인자만 씁니다.',
  },
  *check({ document }) {
    const known = new Set([...predefined, 'TARGETSTAGE']);
    for (const { keyword, properties, stage } of document.instructions) {
      if (keyword === 'ARG' && !stage) for (const { name } of properties) known.add(name);
    }
    for (const { from, image, platform } of document.stages) {
      for (const span of [platform?.valueSpan, image]) {
        if (!span) continue;
        const own = new Set<string>();
        for (const { name, nameSpan, ...use } of findVariables(from.text, span, document.escapeCharacter)) {
          if (name === '' || known.has(name) || own.has(name)) continue;
          own.add(name);
          const closest = closestName(name, known);
          const range = from.rangeOf(nameSpan);
          yield {
            range: from.rangeOf(use),
            message: closest
              ? l10n.t('FROM uses the undeclared argument "{0}". Did you mean "{1}"?', name, closest)
              : l10n.t('FROM uses the undeclared argument "{0}".', name),
            alternatives: () =>
              closest ? [{ title: l10n.t('Change to {0}', closest), edits: [{ range, newText: closest }] }] : [],
          };
        }
      }
    }
  },
});
