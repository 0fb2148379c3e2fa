import * as l10n from '@vscode/l10n';
import type { UpdateError, UpdateErrorReason } from '../../core/update/errors.js';

/** The sentence for a container that was not updated, or not to the end; `explain` is for what lies behind. */
export function explainUpdate(error: UpdateError, explain: (cause: unknown) => string): string {
  const sentence = explanations[error.reason](error);
  return error.cause === undefined || error.reason === 'oldNotRemoved'
    ? sentence
    : `${explain(error.cause)} ${sentence}`;
}

const explanations: Record<UpdateErrorReason, (error: UpdateError) => string> = {
  fixed: ({ detail }) => l10n.t('It was made of {0}, which never means another image.', detail),
  removesItself: () => l10n.t('It removes itself when it stops (--rm), so there would be no way back.'),
  paused: () => l10n.t('It is paused. Unpause it first.'),
  sharesNetwork: ({ detail }) =>
    l10n.t(
      'It lends its network to {0}, which would lose it. Remove that first, and make it again after the update.',
      detail,
    ),
  leftOver: ({ detail }) => l10n.t('An update of {0} was cut off.', detail),
  ended: ({ detail }) => l10n.t('The new container ended with exit code {0}.', detail),
  unhealthy: () => l10n.t('The new container is unhealthy.'),
  undecided: () => l10n.t('The health check of the new container came to no result.'),
  oldNotRemoved: ({ detail }) =>
    l10n.t('The new container is in place, but the old one could not be removed: {0}', detail),
  notPutBack: ({ detail }) =>
    l10n.t(
      'The old container could not be put back: {0} Its name may end in ".before-update" by now; choose Update… on it to try again.',
      detail,
    ),
};
