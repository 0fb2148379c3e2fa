import { isTag } from '../../base/imageReference.js';
import { RegistryError } from '../errors.js';
import { asList, asText, type Json, JsonApi, timeField } from '../jsonApi.js';
import { type FetchPage, firstOr } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import type { TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';

/** Quay tells size, time and digest of public tags in one request. Source: https://docs.quay.io/api/swagger/ */
export function quayProvider(options: ProviderOptions): RegistryProvider {
  const { host, transport, credential } = options;
  const plain = genericProvider(options);
  const api = new JsonApi({ transport, origin: new URL(`https://${host}`) });
  return {
    ...plain,
    kind: 'quay',
    readOnly: () => credential === undefined,
    // Private repositories are listed by the registry, which takes the login that the API does not.
    tags: (path) => firstOr(apiTags(api, path), plain.tags(path), isRefusal),
    website: (path) => `https://${host}/repository/${path}?tab=tags`,
  };
}

const isRefusal = (error: unknown) => RegistryError.is(error, 'unauthorized', 'denied', 'notFound', 'badAnswer');

function apiTags(api: JsonApi, path: string): FetchPage<TagSummary> {
  return async (cursor = '1', signal) => {
    const url = `/api/v1/repository/${path}/tag/?onlyActiveTags=true&limit=100&page=${cursor}`;
    const answer = await api.object(url, signal);
    const items = asList(answer['tags']).flatMap(tagOf);
    return answer['has_additional'] === true ? { items, next: String(Number(cursor) + 1) } : { items };
  };
}

function tagOf(entry: Json): TagSummary[] {
  const name = asText(entry['name']);
  const digest = asText(entry['manifest_digest']);
  if (!isTag(name)) return [];
  const size = entry['size'];
  return [
    {
      name,
      ...(digest && { digest }),
      ...(typeof size === 'number' && size > 0 && { size }),
      ...timeField('pushed', entry['last_modified']),
    },
  ];
}
