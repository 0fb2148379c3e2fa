import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const maintainerDeprecated = defineRule({
  id: 'maintainer-deprecated',
  aliases: ['DL4000', 'MaintainerDeprecated', 'DEPRECATED_MAINTAINER'],
  severity: 'error',
  tag: 'deprecated',
  summary: { en: 'LABEL takes the place of MAINTAINER.', ko: 'MAINTAINER 대신 LABEL을 씁니다.' },
  *check(file) {
    for (const instruction of file.of('MAINTAINER')) {
      yield {
        range: instruction.keywordRange,
        message: l10n.t('MAINTAINER is deprecated. Use a label instead.'),
        fix: () => {
          const name = instruction.argsText.replace(/^(["'])(.*)\1$/s, '$2');
          if (name === '') return undefined;
          const newText = `LABEL org.opencontainers.image.authors=${quoted(name, instruction.syntax.escapeCharacter)}`;
          return { title: l10n.t('Change to a label'), edits: [{ range: instruction.range, newText }] };
        },
      };
    }
  },
});

/** In double quotes, and nothing in it expanded: MAINTAINER expands nothing either. */
function quoted(text: string, escapeCharacter: string): string {
  const special = escapeCharacter === '`' ? /["$`]/g : /["$\\]/g;
  return `"${text.replace(special, (char) => escapeCharacter + char)}"`;
}
