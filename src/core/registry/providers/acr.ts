import { isTag } from '../../base/imageReference.js';
import { asList, asText, timeField } from '../jsonApi.js';
import type { FetchPage } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import type { RegistryClient } from '../registryClient.js';
import type { TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';

const pageSize = 100;
const mostBytes = 16 * 1024 * 1024;

/**
 * Azure's registry: tags newest first with digest and time, and a real untag, on the registry's own host and tokens.
 * Source: https://learn.microsoft.com/en-us/rest/api/containerregistry/tag
 */
export function acrProvider(options: ProviderOptions): RegistryProvider {
  const { client, credential } = options;
  return {
    ...genericProvider(options),
    kind: 'acr',
    readOnly: () => credential === undefined,
    tags: (path) => tags(client, path),
    untag: async (path, tag, signal) => {
      const scopes = [`repository:${path}:metadata_write`, `repository:${path}:delete`];
      const { response } = await client.session.request(
        `/acr/v1/${path}/_tags/${tag}`,
        { method: 'DELETE', scopes },
        signal,
      );
      await response.body?.cancel();
    },
  };
}

function tags(client: RegistryClient, path: string): FetchPage<TagSummary> {
  return async (cursor, signal) => {
    const query = new URLSearchParams({ orderby: 'timedesc', n: String(pageSize), ...(cursor && { last: cursor }) });
    const scopes = [`repository:${path}:metadata_read`];
    const { body } = await client.session.json(`/acr/v1/${path}/_tags?${query}`, { scopes }, mostBytes, signal);
    const list = asList(body['tags']);
    const items = list.flatMap((entry) => {
      const name = asText(entry['name']);
      const digest = asText(entry['digest']);
      if (!isTag(name)) return [];
      return [{ name, ...(digest && { digest }), ...timeField('pushed', entry['lastUpdateTime']) }];
    });
    const last = asText(list.at(-1)?.['name']);
    return list.length === pageSize && last ? { items, next: last } : { items };
  };
}
