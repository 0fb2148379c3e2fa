import * as l10n from '@vscode/l10n';
import { parseImageReference } from '../../core/base/imageReference.js';

/** What is wrong with an image reference, in words; undefined when it is well-formed. */
export function referenceProblem(text: string): string | undefined {
  if (parseImageReference(text)) return undefined;
  const lower = lowerCased(text);
  if (lower !== undefined) return l10n.t('Image names are written in lower case: {0}', lower);
  return l10n.t(
    'An image is named HOST/PATH:TAG. The path has lower-case letters, digits and single ".", "_", "-"; host and tag may be left out.',
  );
}

/** The reference with its path in lower case, where that is all it lacks. */
export function lowerCased(text: string): string | undefined {
  const colon = text.lastIndexOf(':');
  const nameEnd = colon > text.lastIndexOf('/') ? colon : text.length;
  const lower = text.slice(0, nameEnd).toLowerCase() + text.slice(nameEnd);
  return lower !== text && parseImageReference(lower) ? lower : undefined;
}
