import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

const shared = new Set(
  'install update upgrade full-upgrade remove purge autoremove autoclean clean source build-dep download'.split(' '),
);

export const aptInScripts = defineRule({
  id: 'apt-in-scripts',
  aliases: ['DL3027'],
  severity: 'warning',
  summary: { en: 'Scripts use apt-get, not apt.', ko: '스크립트에서는 apt 대신 apt-get을 씁니다.' },
  *check(file) {
    for (const call of file.calls('apt')) {
      const { invocation, script } = call;
      const range = call.rangeOf(invocation.nameWord);
      const subcommand = invocation.args.find(({ text }) => !text.startsWith('-'))?.text ?? '';
      yield {
        range,
        message: l10n.t('apt is for interactive use and its interface changes. Use apt-get or apt-cache.'),
        fix: () =>
          shared.has(subcommand) && script.text.slice(invocation.nameWord.start, invocation.nameWord.end) === 'apt'
            ? { title: l10n.t('Change to {0}', 'apt-get'), edits: [{ range, newText: 'apt-get' }] }
            : undefined,
      };
    }
  },
});
