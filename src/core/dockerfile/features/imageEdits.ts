import type { DockerfileDocument } from '../document.js';
import type { Range } from '../range.js';
import type { TextEdit } from '../textEdit.js';
import type { ImagePlace } from './images.js';
import { pinCommentEdit, tagInComment } from './pinComment.js';
import { rangeOfValue, variablesOf } from './variables.js';

/**
 * Gives an image another tag, digest or both.
 * Undefined where the file does not say the tag in one place: variables may be set from outside and used elsewhere.
 */
export function retagEdit(
  document: DockerfileDocument,
  place: ImagePlace,
  tag: string,
  digest?: string,
): TextEdit | undefined {
  const written = literalOf(place) ?? argumentOf(document, place);
  if (!written) return undefined;
  const { range, quote, before } = written;
  return { range, newText: `${quote}${before}${tag}${digest === undefined ? '' : `@${digest}`}${quote}` };
}

/**
 * Pins an image to the digest that a tag has now. The tag stays before it, `node:22@sha256:…`, where every builder and
 * every updating bot reads it; a comment above says to people which tag that was on which day. Empty where
 * {@link retagEdit} is undefined.
 */
export function pinEdits(
  document: DockerfileDocument,
  place: ImagePlace,
  tag: string,
  digest: string,
  now: number,
): readonly TextEdit[] {
  const pin = retagEdit(document, place, tag, digest);
  const comment = pin && pinCommentEdit(document, place, tag, now);
  return [...(comment ? [comment] : []), ...(pin ? [pin] : [])];
}

/** The tag whose digest a pin writes; undefined for a digest without a tag beside or above it, which can only stay. */
export function pinnedTag(place: ImagePlace): string | undefined {
  const { tag, digest } = place.reference;
  return tag ?? (digest === undefined ? 'latest' : tagInComment(place));
}

/** The text that says an image's tag and digest. */
interface Written {
  readonly range: Range;
  readonly quote: string;
  /** What stands before the tag in it. */
  readonly before: string;
}

const quoted = /^(["']?)([^"'$\\]+)\1$/;

function literalOf({ range, written }: ImagePlace): Written | undefined {
  const [, quote = '', text] = quoted.exec(written) ?? [];
  if (text === undefined) return undefined;
  const [name = ''] = text.split('@');
  const colon = name.lastIndexOf(':');
  const repository = colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
  return { range, quote, before: `${repository}:` };
}

/** `FROM node:$TAG`: the default of an ARG that is the whole tag of this image and used nowhere else. */
function argumentOf(document: DockerfileDocument, { instruction, written }: ImagePlace): Written | undefined {
  const [, , braced, plain] = /^(["']?)[^"'$\\@]+:\$(?:\{(\w+)\}|(\w+))\1$/.exec(written) ?? [];
  const { references, declarations } = variablesOf(document);
  const isHere = ({ name }: { readonly name: string }) => name === (braced ?? plain);
  const use = references.find((reference) => reference.instruction === instruction && isHere(reference));
  const declaration = use?.declaration;
  if (declaration?.kind !== 'ARG') return undefined;
  const isShared =
    references.some((other) => other !== use && other.declaration === declaration) ||
    declarations.some(({ hides }) => hides === declaration);
  const range = rangeOfValue(declaration);
  const [, quote = '', value] = quoted.exec(declaration.property.rawValue ?? '') ?? [];
  return isShared || !range || value === undefined ? undefined : { range, quote, before: '' };
}
