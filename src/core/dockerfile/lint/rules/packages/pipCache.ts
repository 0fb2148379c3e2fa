import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../../instruction.js';
import type { LintFile } from '../../lintFile.js';
import { hasCacheMount } from '../../mounts.js';
import { defineRule } from '../../rule.js';
import { type Scope, scopeOf, scopesOf } from '../../scopes.js';
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

/** The nearest ENV counts, in the stage or one that it is built on. */
function isOffByEnv(file: LintFile, instruction: Instruction): boolean {
  const settings = file.keep(noCacheSettings);
  for (const scope of scopesOf(instruction)) {
    const last = settings.get(scope)?.findLast(({ index }) => index < instruction.index);
    if (last) return last.isOff;
  }
  return false;
}

interface NoCacheSetting {
  readonly index: number;
  readonly isOff: boolean;
}

function noCacheSettings(file: LintFile): ReadonlyMap<Scope, readonly NoCacheSetting[]> {
  const found = new Map<Scope, NoCacheSetting[]>();
  for (const instruction of file.ofWithTriggers('ENV')) {
    const value = instruction.properties.findLast(({ name }) => name === 'PIP_NO_CACHE_DIR')?.value;
    if (value === undefined) continue;
    const scope = scopeOf(instruction);
    const setting = { index: instruction.index, isOff: truthy.test(value) };
    found.set(scope, [...(found.get(scope) ?? []), setting]);
  }
  return found;
}
