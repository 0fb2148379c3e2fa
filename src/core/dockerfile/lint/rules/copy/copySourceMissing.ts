import * as l10n from '@vscode/l10n';
import { type ContextSource, contextSourcesOf } from '../../../features/contextSources.js';
import { readIgnorePatterns } from '../../ignorePatterns.js';
import type { LintFile } from '../../lintFile.js';
import { defineRule } from '../../rule.js';

export const copySourceMissing = defineRule({
  id: 'copy-source-missing',
  aliases: [],
  severity: 'warning',
  summary: {
    en: 'What is copied is in the build context.',
    ko: '복사하는 것이 빌드 컨텍스트에 있습니다.',
  },
  *check(file) {
    const { contextSource } = file.options;
    if (!contextSource) return;
    const sources = contextSourcesOf(file.document);
    for (const source of sources) {
      const state = contextSource(source.path);
      if (state === undefined || state === 'there' || (source.isPattern && isOptional(source, sources, file))) continue;
      const message = state === 'ignored' ? ignoredMessage(source, file) : missingMessage(source);
      // BuildKit, unlike the classic builder, goes on where a pattern matches nothing.
      if (message !== undefined) yield { range: source.range, message, ...(source.isPattern && { severity: 'info' }) };
    }
  },
});

/** `COPY package.json yarn.lock* ./`: a pattern that matches nothing fails no build as long as something is copied. */
function isOptional({ instruction }: ContextSource, all: readonly ContextSource[], { options }: LintFile): boolean {
  const others = all.filter((other) => other.instruction === instruction);
  return instruction.heredocs.length > 0 || others.some(({ path }) => options.contextSource?.(path) === 'there');
}

function missingMessage({ path, isPattern }: ContextSource): string {
  return isPattern
    ? l10n.t('Nothing in the build context matches "{0}".', path)
    : l10n.t('"{0}" is not in the build context.', path);
}

/** Undefined where the rule `copy-ignored-file` says it. */
function ignoredMessage({ path, isPattern }: ContextSource, { options }: LintFile): string | undefined {
  const isSaid = !isPattern && readIgnorePatterns(options.dockerignore ?? []).some((line) => line.matches(path));
  return isSaid ? undefined : l10n.t('"{0}" is there, but .dockerignore keeps it out of the build.', path);
}
