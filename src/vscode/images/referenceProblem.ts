import * as l10n from '@vscode/l10n';
import { lowerCased, parseImageReference } from '../../core/base/imageReference.js';

/** What is wrong with an image reference, in words; undefined when it is well-formed. */
export function referenceProblem(text: string): string | undefined {
  if (parseImageReference(text)) return undefined;
  const lower = lowerCased(text);
  if (lower !== undefined) return l10n.t('Image names are written in lower case: {0}', lower);
  return l10n.t(
    'An image is named HOST/PATH:TAG. The path has lower-case letters, digits and single ".", "_", "-"; host and tag may be left out.',
  );
}
