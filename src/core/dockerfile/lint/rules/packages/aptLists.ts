import * as l10n from '@vscode/l10n';
import type { Invocation } from '../../../shell/invocation.js';
import type { Run } from '../../lintFile.js';
import { cacheMountTargets } from '../../mounts.js';
import { defineRule } from '../../rule.js';
import { appendCommand, cacheMount } from '../../shellFix.js';
import { isShipped } from '../../shipped.js';

const programs = new Set(['apt', 'apt-get', 'aptitude']);

/** The rm must name the lists; hadolint takes any `rm -rf` for the clean-up. */
export const aptLists = defineRule({
  id: 'apt-lists',
  aliases: ['DL3009'],
  severity: 'info',
  summary: { en: 'The lists of apt-get are deleted after use.', ko: 'apt-get의 목록 파일은 사용 후 지웁니다.' },
  *check(file) {
    for (const run of file.runs) {
      const { instruction, calls } = run;
      const update = calls.find(({ invocation }) => programs.has(invocation.name) && invocation.hasArg('update'));
      if (!update || !isShipped(file, instruction) || isMounted(run)) continue;
      if (calls.some(({ invocation }) => removesLists(invocation))) continue;
      yield {
        range: update.rangeOf(update.invocation.span),
        message: l10n.t('The package lists stay in the image. Delete /var/lib/apt/lists/* in this RUN.'),
        fix: () => {
          const installs = calls.some(
            ({ invocation }) => programs.has(invocation.name) && invocation.hasArg('install'),
          );
          return installs ? appendCommand(instruction, update.script, 'rm -rf /var/lib/apt/lists/*') : undefined;
        },
        alternatives: () => [cacheMount(instruction, '/var/cache/apt', '/var/lib/apt')],
      };
    }
  },
});

function removesLists(invocation: Invocation): boolean {
  if (invocation.name !== 'rm') return false;
  return invocation.args.some(
    ({ text }) =>
      /^\/var(?:\/lib(?:\/apt(?:\/lists)?)?)?(?:\/|\/\*.*|\/\{.*)?$/.test(text) ||
      /^\/var\/lib\/apt\b/.test(text) ||
      text.includes('$'),
  );
}

function isMounted({ instruction }: Run): boolean {
  const targets = cacheMountTargets(instruction).map((target) => target.replace(/\/+$/, ''));
  if (targets.some((target) => target.includes('/var/lib/apt/lists'))) return true;
  return targets.includes('/var/lib/apt') && targets.includes('/var/cache/apt');
}
