import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import { stageChain } from '../../../stages.js';
import type { LintFile } from '../../lintFile.js';
import { hasCacheMount } from '../../mounts.js';
import { defineRule } from '../../rule.js';
import { cacheMount, insertBehind } from '../../shellFix.js';
import { pipInstalls, runsModule } from './pip.js';

const truthy = /^(?:1|true|on|yes)$/i;

export const pipCache = defineRule({
  id: 'pip-cache',
  aliases: ['DL3042'],
  severity: 'warning',
  summary: { en: 'pip install keeps no cache.', ko: 'pip install은 캐시를 남기지 않습니다.' },
  *check(file) {
    for (const call of pipInstalls(file)) {
      const { invocation, instruction, script } = call;
      if (invocation.hasFlag('no-cache-dir') || isOffByEnv(file, instruction)) continue;
      if (/pipx|pipenv/.test(invocation.name) || runsModule(invocation.args, 'pipx')) continue;
      if (truthy.test(/PIP_NO_CACHE_DIR=["']?(\w+)/.exec(script.text)?.[1] ?? '')) continue;
      if (hasCacheMount(instruction, '.cache/pip')) continue;
      const install = invocation.args.find(({ text }) => text === 'install');
      yield {
        range: call.rangeOf({ start: invocation.nameWord.start, end: install?.end ?? invocation.nameWord.end }),
        message: l10n.t('The cache of {0} stays in the image.', 'pip'),
        fix: () => insertBehind(call, install, '--no-cache-dir'),
        alternatives: () => [cacheMount(instruction, '/root/.cache/pip')],
      };
    }
  },
});

function isOffByEnv(file: LintFile, { stage, index }: Instruction): boolean {
  if (!stage) return false;
  const settings = file.keep(noCacheSettings);
  return stageChain(stage).some((member) => (settings.get(member.index) ?? Infinity) < index);
}

/** Where each stage first sets PIP_NO_CACHE_DIR by ENV. */
function noCacheSettings(file: LintFile): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { stage, index, properties } of file.of('ENV')) {
    const isSet = properties.some(({ name, value }) => name === 'PIP_NO_CACHE_DIR' && truthy.test(value ?? ''));
    if (stage && isSet && !found.has(stage.index)) found.set(stage.index, index);
  }
  return found;
}
