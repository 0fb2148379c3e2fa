import { mapLimited } from '../../base/async.js';
import { isRepositoryPath, isTag } from '../../base/imageReference.js';
import { RegistryError } from '../errors.js';
import { asText, type Json, JsonApi, timeField } from '../jsonApi.js';
import { type FetchPage, firstOr, pages } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import { RegistryWriter } from '../registryWriter.js';
import type { RepositorySummary, TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';
import { isRefusal, numberedPages } from './vendorApi.js';

const pageSize = 100;
/** Digest, size and time cost one request a tag, so a page is what a person sees at once. */
const tagPageSize = 20;
const atOnce = 6;

/**
 * GitLab by its own API, where the token may read it (`read_api`, `api`); a token for the registry alone, or none, gets
 * what the registry itself tells.
 * Source: https://docs.gitlab.com/api/container_registry/
 */
export function gitlabProvider(options: ProviderOptions, origin: URL): RegistryProvider {
  const { client, transport, credential } = options;
  const plain = genericProvider(options);
  const website = (path: string) => `${origin.href}${path.split('/').slice(0, 2).join('/')}/container_registry`;
  const common = { ...plain, kind: 'gitlab', readOnly: () => credential === undefined, website } as const;
  if (credential?.kind !== 'password') return common;
  const authorize = () => Promise.resolve(`Bearer ${credential.password}`);
  const api = new JsonApi({ transport, origin, credential, authorize });
  return {
    ...common,
    namespaces: async (signal) => {
      const names: string[] = [];
      const projects = numberedPages(
        api,
        `/api/v4/projects?membership=true&simple=true&per_page=${pageSize}`,
        pageSize,
        projectOf,
      );
      for await (const page of pages(projects, signal)) names.push(...page);
      return names;
    },
    repositories: (project = '') =>
      numberedPages(api, `${repositoriesUrl(project)}?tags_count=true&per_page=${pageSize}`, pageSize, repositoryOf),
    tags: (path) => firstOr(apiTags(api, path), plain.tags(path), isRefusal),
    untag: async (path, tag, signal) => {
      const repository = await repositoryUrl(api, path, signal).catch(unlessRefused);
      if (repository === undefined) await new RegistryWriter(client).deleteManifest(path, tag, signal);
      else await api.send('DELETE', `${repository}/tags/${tag}`, signal);
    },
  };
}

function unlessRefused(error: unknown): undefined {
  if (!isRefusal(error)) throw error;
}

const repositoriesUrl = (project: string) => `/api/v4/projects/${encodeURIComponent(project)}/registry/repositories`;

function projectOf(entry: Json): string[] {
  const path = asText(entry['path_with_namespace']);
  return path ? [path] : [];
}

function repositoryOf(entry: Json): RepositorySummary[] {
  const path = asText(entry['path']);
  return isRepositoryPath(path) ? [{ path }] : [];
}

/** A repository's address in the API. Its project is one of the beginnings of its path; which is for GitLab to say. */
async function repositoryUrl(api: JsonApi, path: string, signal?: AbortSignal): Promise<string> {
  const parts = path.split('/');
  for (let length = parts.length; length >= 2; length -= 1) {
    const list = repositoriesUrl(parts.slice(0, length).join('/'));
    const found = pages(
      numberedPages(api, `${list}?per_page=${pageSize}`, pageSize, (entry) => [entry]),
      signal,
    );
    try {
      for await (const page of found) {
        const id = page.find((entry) => entry['path'] === path)?.['id'];
        if (typeof id === 'number') return `${list}/${id}`;
      }
    } catch (error) {
      if (!RegistryError.is(error, 'notFound')) throw error;
    }
  }
  throw new RegistryError('notFound', path);
}

function apiTags(api: JsonApi, path: string): FetchPage<TagSummary> {
  let repository: Promise<string> | undefined;
  return async (cursor, signal) => {
    repository ??= repositoryUrl(api, path, signal).catch((error: unknown) => {
      repository = undefined;
      throw error;
    });
    const list = `${await repository}/tags`;
    const names = (entry: Json) => [asText(entry['name'])].filter(isTag);
    const page = await numberedPages(api, `${list}?per_page=${tagPageSize}`, tagPageSize, names)(cursor, signal);
    const details = await mapLimited(page.items, atOnce, (name) => api.object(`${list}/${name}`, signal));
    signal?.throwIfAborted();
    const items = page.items.map((name, index) => {
      const detail = details[index];
      // A tag that is gone by now, or not told more about, keeps its name.
      return detail?.status === 'fulfilled' ? { name, ...factsOf(detail.value) } : { name };
    });
    return { ...page, items };
  };
}

function factsOf(tag: Json): Omit<TagSummary, 'name'> {
  const digest = asText(tag['digest']);
  const size = tag['total_size'];
  return {
    ...(digest && { digest }),
    ...(typeof size === 'number' && size > 0 && { size }),
    ...timeField('pushed', tag['created_at']),
  };
}
