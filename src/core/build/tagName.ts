import { lowerCased, parseImageReference } from '../base/imageReference.js';

/** An image name made of any folder's name; what a reference may not hold becomes `-`. */
export function suggestTag(folderName: string): string {
  const name = folderName
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/_{3,}/g, '__')
    .replace(/[._-]*-[._-]*|[._]{2,}/g, (separators) => (/^-+$|^__$/.test(separators) ? separators : '-'))
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return parseImageReference(name) ? name : 'app';
}

/** Why a text cannot be the tag of a build; `suggestion` is what was probably meant. */
export interface TagProblem {
  readonly reason: 'upperCase' | 'digest' | 'invalid';
  readonly suggestion?: string;
}

/** Undefined when an image can be tagged so. */
export function tagProblem(text: string): TagProblem | undefined {
  const reference = parseImageReference(text);
  if (reference) return reference.digest ? { reason: 'digest' } : undefined;
  const suggestion = lowerCased(text);
  return suggestion === undefined ? { reason: 'invalid' } : { reason: 'upperCase', suggestion };
}
