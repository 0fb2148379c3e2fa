import { isRepositoryPath, isTag } from '../../base/imageReference.js';
import { asList, asText, basicLogin, type Json, JsonApi, timeField } from '../jsonApi.js';
import { type FetchPage, pages } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import type { TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';

const pageSize = 100;

/** Harbor by its own API. Source: https://github.com/goharbor/harbor/blob/main/api/v2.0/swagger.yaml */
export function harborProvider(options: ProviderOptions, origin: URL): RegistryProvider {
  const { transport, credential } = options;
  const api = new JsonApi({ transport, origin, credential, authorize: basicLogin(credential) });
  return {
    ...genericProvider(options),
    kind: 'harbor',
    namespaces: async (signal) => {
      const names: string[] = [];
      const projects = numbered(api, '/api/v2.0/projects', (project) => [asText(project['name'])]);
      for await (const page of pages(projects, signal)) names.push(...page);
      return names;
    },
    repositories: (project = '') =>
      numbered(api, `/api/v2.0/projects/${encodeURIComponent(project)}/repositories?sort=-update_time`, (entry) => {
        const path = asText(entry['name']);
        if (!isRepositoryPath(path)) return [];
        return [{ path, ...timeField('updated', entry['update_time']), ...description(entry) }];
      }),
    tags: (path) => numbered(api, `${artifacts(path)}?with_tag=true`, tagsOf),
    untag: async (path, tag, signal) => {
      await api.send('DELETE', `${artifacts(path)}/${tag}/tags/${tag}`, signal);
    },
  };
}

/** The repository's name is encoded twice: the first decoding belongs to the proxy in front. */
function artifacts(path: string): string {
  const [project = '', ...name] = path.split('/');
  const repository = encodeURIComponent(encodeURIComponent(name.join('/')));
  return `/api/v2.0/projects/${encodeURIComponent(project)}/repositories/${repository}/artifacts`;
}

function numbered<T>(api: JsonApi, list: string, read: (entry: Json) => readonly T[]): FetchPage<T> {
  return async (cursor = '1', signal) => {
    const separator = list.includes('?') ? '&' : '?';
    const entries = await api.list(`${list}${separator}page_size=${pageSize}&page=${cursor}`, signal);
    const items = entries.flatMap(read);
    return entries.length === pageSize ? { items, next: String(Number(cursor) + 1) } : { items };
  };
}

function tagsOf(artifact: Json): TagSummary[] {
  const digest = asText(artifact['digest']);
  const size = artifact['size'];
  return asList(artifact['tags']).flatMap((tag) => {
    const name = asText(tag['name']);
    if (!isTag(name)) return [];
    const common = { ...(digest && { digest }), ...(typeof size === 'number' && size > 0 && { size }) };
    return [{ name, ...common, ...timeField('pushed', tag['push_time']) }];
  });
}

function description(entry: Json): { readonly description?: string } {
  const text = asText(entry['description']);
  return text ? { description: text } : {};
}
