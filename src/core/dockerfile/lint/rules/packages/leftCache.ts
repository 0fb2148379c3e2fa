import * as l10n from '@vscode/l10n';
import type { Invocation } from '../../../shell/invocation.js';
import { hasCacheMount } from '../../mounts.js';
import { defineRule, type Rule, type RuleText } from '../../rule.js';
import { appendCommand, cacheMount } from '../../shellFix.js';

/** A rule that asks to clean up what a package manager keeps. */
export interface LeftCacheSpec {
  readonly id: string;
  readonly code: string;
  readonly summary: RuleText;
  readonly programs: readonly string[];
  /** Paths whose cache mount keeps the cache out of the image; one over the first is offered. */
  readonly mounts: readonly string[];
  isInstall(invocation: Invocation): boolean;
  isClean(invocation: Invocation, program: string): boolean;
  /** The command that cleans. */
  clean(program: string): string;
}

/** One finding a RUN and program: its first installation, when no clean-up follows it. */
export function leftCacheRule(spec: LeftCacheSpec): Rule {
  return defineRule({
    id: spec.id,
    aliases: [spec.code],
    severity: 'warning',
    summary: spec.summary,
    *check(file) {
      for (const { instruction, calls } of file.runs) {
        for (const program of spec.programs) {
          const installAt = calls.findIndex(
            ({ invocation }) => invocation.name === program && spec.isInstall(invocation),
          );
          const install = calls[installAt];
          if (!install) continue;
          const cleanAt = calls.findLastIndex(({ invocation }) => spec.isClean(invocation, program));
          if (cleanAt > installAt || hasCacheMount(instruction, ...spec.mounts)) continue;
          yield {
            range: install.rangeOf(install.invocation.span),
            message: l10n.t('The cache of {0} stays in the image.', program),
            fix: () => appendCommand(instruction, install.script, spec.clean(program)),
            alternatives: () => spec.mounts.slice(0, 1).map((target) => cacheMount(instruction, target)),
          };
        }
      }
    },
  });
}
