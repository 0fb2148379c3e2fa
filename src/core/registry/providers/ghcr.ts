import { isRepositoryPath, isTag } from '../../base/imageReference.js';
import { RegistryError } from '../errors.js';
import { asJson, asText, type Json, JsonApi, timeField } from '../jsonApi.js';
import { type FetchPage, firstOr, pages } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import type { TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';
import { isRefusal, numberedPages } from './vendorApi.js';

const pageSize = 100;

/**
 * GitHub's registry. It lists nothing to ordinary users and deletes nothing, but GitHub's API lists the packages of a
 * token with `read:packages`, tells digest and time of their tags, and deletes digests with `delete:packages`.
 * Source: https://docs.github.com/en/rest/packages/packages
 */
export function ghcrProvider(options: ProviderOptions): RegistryProvider {
  const { transport, credential } = options;
  const plain = genericProvider(options);
  const token = credential?.kind === 'password' ? credential.password : undefined;
  const authorize = token === undefined ? undefined : () => Promise.resolve(`Bearer ${token}`);
  const api = new JsonApi({ transport, origin: new URL('https://api.github.com'), credential, authorize });
  return {
    ...plain,
    kind: 'ghcr',
    readOnly: () => token === undefined,
    repositories: () => (token === undefined ? refused : packages(api)),
    tags: (path) =>
      token === undefined ? plain.tags(path) : firstOr(versionTags(api, path), plain.tags(path), isRefusal),
    deleteDigest: async (path, digest, signal) => {
      await api.send('DELETE', await versionUrl(api, path, digest, signal), signal);
    },
    website: (path) => `https://ghcr.io/${path}`,
  };
}

const refused = () => Promise.reject(new RegistryError('unauthorized', '', { flaw: 'scopeMissing' }));

function packages(api: JsonApi): FetchPage<{ readonly path: string }> {
  const list = `/user/packages?package_type=container&per_page=${pageSize}`;
  return numberedPages(api, list, pageSize, (entry) => {
    const path = `${asText(asJson(entry['owner'])['login'])}/${asText(entry['name'])}`.toLowerCase();
    return isRepositoryPath(path) ? [{ path }] : [];
  });
}

interface Version {
  readonly url: string;
  readonly entry: Json;
}

/** Versions of the package, which are digests, of a user or an organisation; where the token may read them. */
function versions(api: JsonApi, path: string): FetchPage<Version> {
  const [owner = '', ...name] = path.split('/');
  const list = `packages/container/${encodeURIComponent(name.join('/'))}/versions`;
  return firstOr(versionsAt(api, `/users/${owner}/${list}`), versionsAt(api, `/orgs/${owner}/${list}`), isRefusal);
}

function versionsAt(api: JsonApi, list: string): FetchPage<Version> {
  return numberedPages(api, `${list}?per_page=${pageSize}`, pageSize, (entry) => [
    { url: `${list}/${Number(entry['id'])}`, entry },
  ]);
}

function versionTags(api: JsonApi, path: string): FetchPage<TagSummary> {
  const fetchPage = versions(api, path);
  return async (cursor, signal) => {
    const page = await fetchPage(cursor, signal);
    return { ...page, items: page.items.flatMap(({ entry }) => tagsOf(entry)) };
  };
}

/** Where GitHub's API has a digest; the newest are listed first. */
async function versionUrl(api: JsonApi, path: string, digest: string, signal?: AbortSignal): Promise<string> {
  for await (const page of pages(versions(api, path), signal)) {
    const found = page.find(({ entry }) => entry['name'] === digest);
    if (found) return found.url;
  }
  throw new RegistryError('notFound', `${path}@${digest}`);
}

function tagsOf(version: Json): TagSummary[] {
  const tags: unknown = asJson(asJson(version['metadata'])['container'])['tags'];
  const digest = asText(version['name']);
  return (Array.isArray(tags) ? tags : [])
    .filter((tag): tag is string => typeof tag === 'string' && isTag(tag))
    .map((name) => ({ name, ...(digest && { digest }), ...timeField('pushed', version['updated_at']) }));
}
