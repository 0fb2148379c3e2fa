/**
 * Image references as Docker's distribution library reads them.
 * Source: https://github.com/distribution/reference (grammar in reference.go, normalisation in normalize.go).
 */
export interface ImageReference {
  /** Registry host with port, `docker.io` where none is written. */
  readonly host: string;
  /** Path inside the registry, `library/` added to one-part Docker Hub names. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const pathPattern = new RegExp(`^${component}(?:/${component})*$`);
const hostPattern =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const maxNameLength = 255;

/** Reads a reference; undefined when it does not follow the grammar. */
export function parseImageReference(text: string): ImageReference | undefined {
  const [beforeDigest, digest, ...rest] = text.split('@');
  if (!beforeDigest || rest.length > 0 || (digest !== undefined && !isDigest(digest))) return undefined;
  const colon = beforeDigest.lastIndexOf(':');
  const hasTag = colon > beforeDigest.lastIndexOf('/');
  const name = hasTag ? beforeDigest.slice(0, colon) : beforeDigest;
  const tag = hasTag ? beforeDigest.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagPattern.test(tag)) return undefined;
  const named = splitName(name);
  if (!named) return undefined;
  return { ...named, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

function splitName(name: string): { host: string; path: string } | undefined {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const host = isHost ? first : 'docker.io';
  const path = isHost ? name.slice(slash + 1) : name;
  if (!hostPattern.test(host) || !pathPattern.test(path) || name.length > maxNameLength) return undefined;
  const canonicalHost = host === 'index.docker.io' ? 'docker.io' : host;
  const isOfficial = canonicalHost === 'docker.io' && !path.includes('/');
  return { host: canonicalHost, path: isOfficial ? `library/${path}` : path };
}

/** True for the part of a name behind the host: `library/nginx`. */
export function isRepositoryPath(text: string): boolean {
  return pathPattern.test(text) && text.length <= maxNameLength;
}

/** True for what may stand behind the colon. */
export function isTag(text: string): boolean {
  return tagPattern.test(text);
}

/** True for `algorithm:hex` with the length that sha256 and sha512 ask for. */
export function isDigest(text: string): boolean {
  if (!digestPattern.test(text)) return false;
  const [algorithm, hex = ''] = text.split(':');
  if (algorithm === 'sha256') return hex.length === 64;
  return algorithm !== 'sha512' || hex.length === 128;
}

/** The shortest text that means the same: no `docker.io/library/`, tag and digest kept as they are. */
export function familiarReference(reference: ImageReference): string {
  return (
    familiarName(reference) +
    (reference.tag ? `:${reference.tag}` : '') +
    (reference.digest ? `@${reference.digest}` : '')
  );
}

/** The familiar reference of what a text names by tag, `latest` where none is written; undefined for an id, a digest or no reference. */
export function taggedReference(text: string): string | undefined {
  const parsed = isDigest(text) ? undefined : parseImageReference(text);
  return parsed && !parsed.digest ? familiarReference({ ...parsed, tag: parsed.tag ?? 'latest' }) : undefined;
}

/** The name part of {@link familiarReference}. */
export function familiarName({ host, path }: ImageReference): string {
  if (host !== 'docker.io') return `${host}/${path}`;
  const official = path.startsWith('library/') ? path.slice('library/'.length) : path;
  return official.includes('/') ? path : official;
}

/** The reference with its path in lower case, where that is all it lacks. */
export function lowerCased(text: string): string | undefined {
  const colon = text.lastIndexOf(':');
  const nameEnd = colon > text.lastIndexOf('/') ? colon : text.length;
  const lower = text.slice(0, nameEnd).toLowerCase() + text.slice(nameEnd);
  return lower !== text && parseImageReference(lower) ? lower : undefined;
}
