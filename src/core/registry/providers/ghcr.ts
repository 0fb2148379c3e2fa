import { isRepositoryPath, isTag } from '../../base/imageReference.js';
import { RegistryError } from '../errors.js';
import { asJson, asText, JsonApi, timeField } from '../jsonApi.js';
import { type FetchPage, firstOr } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import type { TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';

const pageSize = 100;

/**
 * GitHub's registry. It lists nothing to ordinary users, but GitHub's API lists the packages of a token with
 * `read:packages`, and tells digest and time of their tags.
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
    undeletable: true,
    readOnly: () => token === undefined,
    repositories: () => (token === undefined ? refused : packages(api)),
    tags: (path) =>
      [
        ...(token === undefined ? [] : [versions(api, path, 'users'), versions(api, path, 'orgs')]),
        plain.tags(path),
      ].reduceRight((rest, first) => firstOr(first, rest, isRefusal)),
    website: (path) => `https://ghcr.io/${path}`,
  };
}

const refused = () =>
  Promise.reject(new RegistryError('unauthorized', 'ghcr.io lists repositories only to a token with read:packages'));

function packages(api: JsonApi): FetchPage<{ readonly path: string }> {
  return async (cursor = '1', signal) => {
    const url = `/user/packages?package_type=container&per_page=${pageSize}&page=${cursor}`;
    const list = await api.list(url, signal);
    const paths = list.map((entry) =>
      `${asText(asJson(entry['owner'])['login'])}/${asText(entry['name'])}`.toLowerCase(),
    );
    const items = paths.filter(isRepositoryPath).map((path) => ({ path }));
    return list.length === pageSize ? { items, next: String(Number(cursor) + 1) } : { items };
  };
}

const isRefusal = (error: unknown) => RegistryError.is(error, 'unauthorized', 'denied', 'notFound');

/** Versions with their tags, of a user or an organisation, where the token may read them. */
function versions(api: JsonApi, path: string, kind: 'users' | 'orgs'): FetchPage<TagSummary> {
  const [owner = '', ...name] = path.split('/');
  const list = `/${kind}/${owner}/packages/container/${encodeURIComponent(name.join('/'))}/versions`;
  return async (cursor = '1', signal) => {
    const found = await api.list(`${list}?per_page=${pageSize}&page=${cursor}`, signal);
    const items = found.flatMap(tagsOf);
    return found.length === pageSize ? { items, next: String(Number(cursor) + 1) } : { items };
  };
}

function tagsOf(version: Readonly<Record<string, unknown>>): TagSummary[] {
  const tags: unknown = asJson(asJson(version['metadata'])['container'])['tags'];
  const digest = asText(version['name']);
  return (Array.isArray(tags) ? tags : [])
    .filter((tag): tag is string => typeof tag === 'string' && isTag(tag))
    .map((name) => ({ name, ...(digest && { digest }), ...timeField('pushed', version['updated_at']) }));
}
