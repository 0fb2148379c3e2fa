import { isDigest, isRepositoryPath, isTag } from '../base/imageReference.js';
import { readBytes, sha256, verifyDigest } from './body.js';
import { blobPath, manifestPath, referrersPath, tagsPath } from './endpoints.js';
import { RegistryError } from './errors.js';
import { resolveUrl } from './http.js';
import { acceptManifests, type Manifest, mediaTypes, type PlatformDescriptor, parseManifest } from './manifest.js';
import { type FetchPage, type Page, pages } from './page.js';
import { parseJson } from './responses.js';
import { type LoginState, RegistrySession, type SessionOptions } from './session.js';

/** A manifest as the registry holds it. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  /** The very bytes: putting them elsewhere keeps the digest. */
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
}

/** What a HEAD tells of a manifest. */
export interface ManifestHead {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
}

const pageSize = 100;
const mostReferrers = 10_000;
const mostListBytes = 16 * 1024 * 1024;
const mostManifestBytes = 4 * 1024 * 1024;

/** The scope of a token that reads one repository. */
export const pullScope = (path: string): string => `repository:${path}:pull`;

/** The scope of a token that writes it. */
export const pushScope = (path: string): string => `repository:${path}:pull,push`;

/** The tag under which registries without the referrers API keep the list of what is attached to a digest. */
export const fallbackTag = (digest: string): string => digest.replace(':', '-');

/** Reads one registry. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export class RegistryClient {
  readonly session: RegistrySession;

  constructor(options: SessionOptions) {
    this.session = new RegistrySession(options);
  }

  /** Proves that a registry answers, and tells whether it takes the login. */
  async ping(signal?: AbortSignal): Promise<LoginState> {
    try {
      const { response } = await this.session.request('/v2/', { scopes: [] }, signal);
      await response.body?.cancel();
      if (response.headers.get('content-type')?.startsWith('text/html'))
        throw new RegistryError('badAnswer', `${this.session.host}: HTML`);
    } catch (error) {
      const login = await this.session.login(signal);
      if (RegistryError.is(error, 'notFound'))
        throw new RegistryError('badAnswer', this.session.host, { flaw: 'noApi' });
      if (!RegistryError.is(error, 'unauthorized')) throw error;
      return login === 'used' ? 'refused' : login;
    }
    return this.session.login(signal);
  }

  /** One page of the repositories; many registries refuse this to ordinary users. */
  catalogPage: FetchPage<string> = (cursor, signal) =>
    this.page(`/v2/_catalog?n=${pageSize}`, 'repositories', ['registry:catalog:*'], cursor, signal);

  /** One page of a repository's tags, in the registry's order: mostly by name, never by time. */
  tagsPage(path: string): FetchPage<string> {
    return (cursor, signal) => this.page(`${tagsPath(path)}?n=${pageSize}`, 'tags', [pullScope(path)], cursor, signal);
  }

  /** Every page of the tags, each fetched when it is asked for. */
  tags(path: string, signal?: AbortSignal): AsyncGenerator<readonly string[]> {
    return pages(this.tagsPage(path), signal);
  }

  /** Digest and kind of what a tag points at; falls back on reading it where HEAD does not tell. */
  async head(path: string, reference: string, signal?: AbortSignal): Promise<ManifestHead> {
    const { response } = await this.session.request(
      manifestPath(path, reference),
      { method: 'HEAD', headers: { accept: acceptManifests }, scopes: [pullScope(path)] },
      signal,
    );
    const digest = response.headers.get('docker-content-digest') ?? '';
    const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    const size = Number(response.headers.get('content-length') ?? 0);
    if (isDigest(digest)) return { digest, mediaType, size };
    const stored = await this.manifest(path, reference, signal);
    return { digest: stored.digest, mediaType: stored.mediaType, size: stored.bytes.byteLength };
  }

  /** A manifest by tag or digest, verified against both the digest asked for and the one the registry names. */
  async manifest(path: string, reference: string, signal?: AbortSignal): Promise<StoredManifest> {
    const { response, url } = await this.session.request(
      manifestPath(path, reference),
      { headers: { accept: acceptManifests }, scopes: [pullScope(path)] },
      signal,
    );
    return this.session.secrets.guard(async () => {
      const bytes = await readBytes(this.session.transport, response, mostManifestBytes, signal);
      const named = response.headers.get('docker-content-digest');
      if (named) verifyDigest(bytes, named);
      if (isDigest(reference)) verifyDigest(bytes, reference);
      const digest = isDigest(reference) ? reference : (named ?? sha256(bytes));
      const manifest = parseManifest(parseJson(bytes, url.host), response.headers.get('content-type') ?? undefined);
      return { digest, mediaType: manifest.mediaType, bytes, manifest };
    });
  }

  /** A small blob, verified. */
  async blob(path: string, digest: string, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
    const { response } = await this.session.request(blobPath(path, digest), { scopes: [pullScope(path)] }, signal);
    const bytes = await readBytes(this.session.transport, response, limit, signal);
    verifyDigest(bytes, digest);
    return bytes;
  }

  /**
   * What is attached to an image: signatures, SBOMs, attestations.
   * Registries without the referrers API are asked for the fallback tag `sha256-<hex>`.
   */
  async referrers(path: string, digest: string, signal?: AbortSignal): Promise<readonly PlatformDescriptor[]> {
    const fetchPage = this.referrersPage(path, digest);
    const found: PlatformDescriptor[] = [];
    try {
      for await (const page of pages(fetchPage, signal)) {
        found.push(...page);
        if (found.length > mostReferrers)
          throw new RegistryError('badAnswer', String(mostReferrers), { flaw: 'tooManyReferrers' });
      }
      return found;
    } catch (error) {
      const hasNone = RegistryError.is(error, 'notFound', 'unsupported', 'rejected', 'badAnswer') && found.length === 0;
      if (!hasNone) throw error;
      return this.fallbackReferrers(path, digest, signal);
    }
  }

  private referrersPage(path: string, digest: string): FetchPage<PlatformDescriptor> {
    const first = referrersPath(path, digest);
    const request = { headers: { accept: mediaTypes.ociIndex }, scopes: [pullScope(path)] };
    return async (cursor = first, signal) => {
      const { body, headers, url } = await this.session.json(cursor, request, mostManifestBytes, signal);
      const index = parseManifest(body, mediaTypes.ociIndex);
      const link = headers.get('link');
      const next = link === null ? undefined : nextOf(link, url);
      return { items: index.kind === 'index' ? index.manifests : [], ...(next !== undefined && { next }) };
    };
  }

  private async fallbackReferrers(path: string, digest: string, signal?: AbortSignal) {
    try {
      const { manifest } = await this.manifest(path, fallbackTag(digest), signal);
      return manifest.kind === 'index' ? manifest.manifests : [];
    } catch (error) {
      if (RegistryError.is(error, 'notFound', 'unsupported', 'rejected', 'badAnswer')) return [];
      throw error;
    }
  }

  /**
   * One page of a list. The next begins where `Link: <…>; rel="next"` says (same host only), or behind the last item
   * where a server cuts its list without saying so. Servers that ignore `n` send everything at once.
   */
  private async page(
    first: string,
    field: 'repositories' | 'tags',
    scopes: readonly string[],
    cursor: string | undefined,
    signal?: AbortSignal,
  ): Promise<Page<string>> {
    const { body, headers, url } = await this.session.json(cursor ?? first, { scopes }, mostListBytes, signal);
    const list: unknown = body[field] ?? [];
    if (!Array.isArray(list)) throw new RegistryError('badAnswer', `${url.host}: ${field}`, { flaw: 'notList' });
    const names = list.filter((item): item is string => typeof item === 'string');
    const items = names.filter(field === 'tags' ? isTag : isRepositoryPath);
    const after = url.searchParams.get('last');
    const link = headers.get('link');
    if (link === null && after !== null && names.includes(after)) return { items: [] };
    const next = link === null ? afterLast(first, names) : nextOf(link, url);
    return next === undefined ? { items } : { items, next };
  }
}

function afterLast(first: string, names: readonly string[]): string | undefined {
  const last = names.at(-1);
  return names.length === pageSize && last !== undefined ? `${first}&last=${encodeURIComponent(last)}` : undefined;
}

/** The target of `rel="next"`, which must be on the same host. Source: RFC 8288. */
function nextOf(link: string, from: URL): string | undefined {
  for (const [, target = '', parameters = ''] of link.matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+)*)/g)) {
    if (!/;\s*rel\s*=\s*"?next"?/i.test(parameters)) continue;
    const next = resolveUrl(target, from);
    if (next.host !== from.host) throw new RegistryError('unsafe', next.origin, { flaw: 'pageElsewhere' });
    return next.pathname + next.search;
  }
  return undefined;
}
