/** A FROM's image as written, in parts; nothing is checked, variables stay as they are. */
export interface ImageName {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Host part, undefined when Docker Hub is meant. */
  readonly registry: string | undefined;
}

/** Splits an image reference that may hold variables. */
export function splitImageName(text: string): ImageName {
  const [named = '', digest] = text.split('@', 2);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/') && !insideBraces(named, colon);
  const name = hasTag ? named.slice(0, colon) : named;
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost';
  return { name, digest, tag: hasTag ? named.slice(colon + 1) : undefined, registry: isHost ? first : undefined };
}

function insideBraces(text: string, at: number): boolean {
  return text.lastIndexOf('${', at) > text.lastIndexOf('}', at);
}
