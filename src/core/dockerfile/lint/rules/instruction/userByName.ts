import * as l10n from '@vscode/l10n';
import { findVariables } from '../../../variables.js';
import { defineRule } from '../../rule.js';

export const userByName = defineRule({
  id: 'user-by-name',
  aliases: ['DL3066'],
  severity: 'info',
  summary: { en: 'USER names a user by number.', ko: 'USER에는 사용자를 번호로 적습니다.' },
  *check({ document, instructions }) {
    const args = new Set<string>();
    for (const instruction of instructions) {
      if (instruction.keyword === 'ARG') for (const { name } of instruction.properties) args.add(name);
      if (instruction.keyword !== 'USER' || instruction.args.length === 0) continue;
      const [user = ''] = /^(?:\$\{[^}]*\}?|[^:])*/.exec(instruction.argsText) ?? [];
      if (/^\d+$/.test(user)) continue;
      const span = { start: instruction.syntax.argsSpan.start, end: instruction.syntax.argsSpan.start + user.length };
      const uses = findVariables(instruction.text, span, document.escapeCharacter);
      if (uses.some(({ name, modifier }) => modifier === '' && args.has(name))) continue;
      yield {
        range: instruction.rangeOf(span),
        message: l10n.t('Kubernetes knows users by number, not by name. Use the numeric ID of "{0}".', user),
      };
    }
  },
});
