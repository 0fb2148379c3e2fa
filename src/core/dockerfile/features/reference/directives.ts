import * as l10n from '@vscode/l10n';
import { byName } from '../../../base/record.js';

/** What Docker's reference says about a parser directive. */
export interface DirectiveReference {
  readonly summary: () => string;
  readonly values: readonly string[];
}

/** The parser directives (table). */
export const directiveReferences: Readonly<Record<string, DirectiveReference>> = byName({
  syntax: {
    summary: () => l10n.t('The Dockerfile version to read this file with: an image that BuildKit fetches.'),
    values: ['docker/dockerfile:1', 'docker/dockerfile:1-labs'],
  },
  escape: {
    summary: () =>
      l10n.t(
        'The character that continues a line and takes the meaning from the next: backslash, or backtick for Windows paths.',
      ),
    values: ['\\', '`'],
  },
  check: {
    summary: () => l10n.t('Which build checks are skipped, and whether a finding fails the build.'),
    values: ['skip=', 'skip=all', 'error=true', 'experimental=all'],
  },
});

/** Comments that steer linters (table). */
export const pragmaReferences: Readonly<Record<string, { readonly summary: () => string; readonly text: string }>> =
  byName({
    'hadolint ignore': {
      text: 'hadolint ignore=',
      summary: () => l10n.t('Rules that are not reported for the instruction below.'),
    },
    'hadolint global ignore': {
      text: 'hadolint global ignore=',
      summary: () => l10n.t('Rules that are not reported in this file.'),
    },
    'hadolint shell': {
      text: 'hadolint shell=',
      summary: () => l10n.t('The shell that reads the commands that follow.'),
    },
    check: {
      text: 'check=skip=',
      summary: () => l10n.t('Build checks that are skipped for the instruction below.'),
    },
  });
