import { isRepositoryPath, isTag } from '../../base/imageReference.js';
import type { Credential } from '../credential.js';
import { RegistryError } from '../errors.js';
import { asJson, asList, asText, type Json, JsonApi, timeField } from '../jsonApi.js';
import { type FetchPage, pages } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import type { RepositorySummary, TagSummary } from '../summaries.js';

const origin = new URL('https://hub.docker.com');
const officialNamespace = 'library';

/**
 * Docker Hub by its own API, which needs no login for what is public and costs no pulls.
 * Source: https://docs.docker.com/reference/api/hub/latest/
 */
export function dockerHubProvider({ transport, credential }: ProviderOptions): RegistryProvider {
  const login = credential?.kind === 'password' ? credential : undefined;
  const authorize = login && (() => hubToken(transport, login));
  const api = new JsonApi({ transport, origin, credential: login, authorize });
  return {
    kind: 'dockerHub',
    countsManifests: true,
    namespaces: async (signal) =>
      login ? [login.username, ...(await organisations(api, signal)), officialNamespace] : [officialNamespace],
    repositories: (namespace = officialNamespace) =>
      numbered(
        api,
        `/v2/namespaces/${encodeURIComponent(namespace)}/repositories?page_size=100&ordering=-pull_count`,
        repositoryOf,
      ),
    search: (term) =>
      numbered(api, `/v2/search/repositories/?page_size=50&query=${encodeURIComponent(term)}`, foundRepository),
    tags: (path) => numbered(api, `${repositoryUrl(path)}/tags?page_size=100`, tagOf),
    readOnly: (path) => !login || path.startsWith(`${officialNamespace}/`),
    untag: async (path, tag, signal) => {
      await api.send('DELETE', `/v2/repositories/${path}/tags/${tag}/`, signal);
    },
    website: (path, tag) => {
      const official = path.startsWith(`${officialNamespace}/`);
      const page = official ? `_/${path.slice(officialNamespace.length + 1)}` : `r/${path}`;
      return `${origin.href}${page}${tag === undefined ? '' : `/tags?name=${encodeURIComponent(tag)}`}`;
    },
  };
}

async function hubToken(
  transport: ProviderOptions['transport'],
  login: Credential & { readonly kind: 'password' },
): Promise<string> {
  const body = JSON.stringify({ identifier: login.username, secret: login.password });
  const api = new JsonApi({ transport, origin, credential: login });
  return `Bearer ${asText(asJson(await api.send('POST', '/v2/auth/token', undefined, body))['access_token'])}`;
}

/**
 * The organisations that the login belongs to; none where they are not told, as to tokens that may only pull.
 * Source: https://github.com/docker/hub-tool (pkg/hub/organizations.go)
 */
async function organisations(api: JsonApi, signal?: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  const fetchPage = numbered(api, '/v2/user/orgs/?page_size=100', (entry) => asText(entry['orgname']) || undefined);
  try {
    for await (const page of pages(fetchPage, signal)) names.push(...page.filter(isRepositoryPath));
  } catch (error) {
    if (!RegistryError.is(error)) throw error;
  }
  return names;
}

function repositoryUrl(path: string): string {
  const [namespace = '', ...name] = path.split('/');
  return `/v2/namespaces/${namespace}/repositories/${name.join('/')}`;
}

/** Lists of Docker Hub are numbered; `next` only tells whether there is another page, its URL is not followed. */
function numbered<T>(api: JsonApi, list: string, read: (entry: Json) => T | undefined): FetchPage<T> {
  return async (cursor = '1', signal) => {
    const answer = await api.object(`${list}&page=${cursor}`, signal);
    const results = asList(answer['results']);
    const items = results.flatMap((entry) => read(entry) ?? []);
    return answer['next'] && results.length > 0 ? { items, next: String(Number(cursor) + 1) } : { items };
  };
}

function repositoryOf(entry: Json): RepositorySummary | undefined {
  return summary(`${asText(entry['namespace'])}/${asText(entry['name'])}`, entry, entry['description']);
}

function foundRepository(entry: Json): RepositorySummary | undefined {
  const name = asText(entry['repo_name']);
  return summary(name.includes('/') ? name : `${officialNamespace}/${name}`, entry, entry['short_description']);
}

function summary(path: string, entry: Json, description: unknown): RepositorySummary | undefined {
  if (!isRepositoryPath(path)) return undefined;
  return {
    path,
    official: path.startsWith(`${officialNamespace}/`),
    ...(asText(description) && { description: asText(description) }),
    ...(typeof entry['star_count'] === 'number' && { stars: entry['star_count'] }),
    ...(typeof entry['pull_count'] === 'number' && { pulls: entry['pull_count'] }),
    ...timeField('updated', entry['last_updated']),
  };
}

function tagOf(entry: Json): TagSummary | undefined {
  const name = asText(entry['name']);
  if (!isTag(name)) return undefined;
  const images = asList(entry['images']);
  const platforms = images
    .map((image) => [image['os'], image['architecture'], image['variant']].map(asText).filter(Boolean).join('/'))
    .filter((platform) => platform !== '' && !platform.startsWith('unknown'));
  const digest = asText(entry['digest']) || (images.length === 1 ? asText(images[0]?.['digest']) : '');
  return {
    name,
    ...(digest && { digest }),
    ...(typeof entry['full_size'] === 'number' && entry['full_size'] > 0 && { size: entry['full_size'] }),
    ...timeField('pushed', asText(entry['tag_last_pushed']) || entry['last_updated']),
    ...(platforms.length > 0 && { platforms: [...new Set(platforms)] }),
  };
}
