import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';
import { shellScripts } from './shellScripts.js';

/** ShellCheck's SC2336, which an installed one may be too old for. */
export const copyRecursive = defineRule({
  id: 'copy-recursive',
  aliases: ['SC2336'],
  severity: 'info',
  summary: { en: 'cp copies folders with -R, not -r.', ko: 'cp로 폴더를 복사할 때는 -r이 아니라 -R을 씁니다.' },
  *check(file) {
    for (const script of shellScripts(file)) {
      for (const { name, args } of script.script.invocations) {
        const flag = name === 'cp' ? args.find(({ text }) => /^-[A-Za-z]*r/.test(text)) : undefined;
        if (!flag) continue;
        const range = script.rangeOf(flag);
        const newText = flag.text.replace('r', 'R');
        yield {
          range,
          message: l10n.t(
            'What "{0}" does with links and special files is not defined. Write "{1}".',
            flag.text,
            newText,
          ),
          fix: () =>
            script.script.text.slice(flag.start, flag.end) === flag.text
              ? { title: l10n.t('Change to {0}', newText), edits: [{ range, newText }] }
              : undefined,
        };
      }
    }
  },
});
