import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

export const sudo = defineRule({
  id: 'sudo',
  aliases: ['DL3004'],
  severity: 'error',
  summary: { en: 'RUN does not use sudo.', ko: 'RUN에서 sudo를 쓰지 않습니다.' },
  *check(file) {
    for (const call of file.calls('sudo')) {
      const { nameWord, args } = call.invocation;
      yield {
        range: call.rangeOf(nameWord),
        message: l10n.t('sudo behaves unpredictably in a build. Use USER, or gosu when the container starts.'),
        alternatives: () => {
          const [next] = args;
          if (!next || next.text.startsWith('-')) return [];
          const range = call.rangeOf({ start: nameWord.start, end: next.start });
          return [{ title: l10n.t('Remove sudo'), edits: [{ range, newText: '' }] }];
        },
      };
    }
  },
});
