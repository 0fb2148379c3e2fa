import { isTag } from '../../base/imageReference.js';
import { tagsPath } from '../endpoints.js';
import { asJson } from '../jsonApi.js';
import type { FetchPage } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import { pullScope, type RegistryClient } from '../registryClient.js';
import type { TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';

const mostBytes = 64 * 1024 * 1024;

/**
 * Google's registries tell size and time of every manifest in the list of tags, which has no pages.
 * Source: https://github.com/google/go-containerregistry (pkg/v1/google/list.go)
 */
export function artifactRegistryProvider(options: ProviderOptions): RegistryProvider {
  return {
    ...genericProvider(options),
    kind: 'artifactRegistry',
    readOnly: () => options.credential === undefined,
    tags: (path) => tags(options.client, path),
    website: (path) => `https://${options.host}/${path}`,
  };
}

function tags(client: RegistryClient, path: string): FetchPage<TagSummary> {
  return async (_cursor, signal) => {
    const { body } = await client.session.json(tagsPath(path), { scopes: [pullScope(path)] }, mostBytes, signal);
    const known = Object.entries(asJson(body['manifest'])).flatMap(([digest, entry]) => tagsOf(digest, asJson(entry)));
    return { items: known.length > 0 ? known : namesOf(body['tags']).map((name) => ({ name })) };
  };
}

function tagsOf(digest: string, entry: Readonly<Record<string, unknown>>): TagSummary[] {
  const size = Number(entry['imageSizeBytes']);
  const pushed = Number(entry['timeUploadedMs']);
  return namesOf(entry['tag']).map((name) => ({
    name,
    digest,
    ...(size > 0 && { size }),
    ...(pushed > 0 && { pushed }),
  }));
}

function namesOf(value: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [];
  return names.filter((name): name is string => typeof name === 'string' && isTag(name));
}
