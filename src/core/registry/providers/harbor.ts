import { isDigest, isRepositoryPath, isTag } from '../../base/imageReference.js';
import type { Attachment } from '../attachments.js';
import { asList, asText, basicLogin, type Json, JsonApi, timeField } from '../jsonApi.js';
import { mediaTypes } from '../manifest.js';
import { pages } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';
import type { TagSummary } from '../summaries.js';
import { genericProvider } from './generic.js';
import { isRefusal, numberedPages } from './vendorApi.js';

const pageSize = 100;

/** Kinds of accessories. Source: https://github.com/goharbor/harbor (src/pkg/accessory/model) */
const accessoryWords: Readonly<Record<string, string>> = {
  'signature.cosign': 'cosign signature',
  'signature.notation': 'Notation signature',
  'sbom.harbor': 'Harbor SBOM',
};

/** Harbor by its own API. Source: https://github.com/goharbor/harbor/blob/main/api/v2.0/swagger.yaml */
export function harborProvider(options: ProviderOptions, origin: URL): RegistryProvider {
  const { transport, credential } = options;
  const api = new JsonApi({ transport, origin, credential, authorize: basicLogin(credential) });
  const proxies = new Set<string>();
  return {
    ...genericProvider(options),
    kind: 'harbor',
    namespaces: async (signal) => {
      const names: string[] = [];
      const projects = numbered(api, '/api/v2.0/projects?', (project) => [project]);
      for await (const page of pages(projects, signal))
        for (const project of page) {
          const name = asText(project['name']);
          names.push(name);
          // What is behind the project is somebody else's registry.
          if (Number(project['registry_id']) > 0) proxies.add(name);
        }
      return names;
    },
    readOnly: (path) => credential === undefined || proxies.has(path.split('/')[0] ?? ''),
    repositories: (project = '') =>
      numbered(api, `/api/v2.0/projects/${encodeURIComponent(project)}/repositories?sort=-update_time&`, (entry) => {
        const path = asText(entry['name']);
        if (!isRepositoryPath(path)) return [];
        return [{ path, ...timeField('updated', entry['update_time']), ...description(entry) }];
      }),
    accessories: async (path, digest, signal) => {
      const list = `${artifacts(path)}/${digest}/accessories?page_size=${pageSize}`;
      return (await api.list(list, signal).catch(unlessRefused)).flatMap(accessoryOf);
    },
    tags: (path) => numbered(api, `${artifacts(path)}?with_tag=true&`, tagsOf),
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

const numbered = <T>(api: JsonApi, list: string, read: (entry: Json) => readonly T[]) =>
  numberedPages(api, `${list}page_size=${pageSize}`, pageSize, read);

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

/** A login that may only pull is not told; the registry still tells what it knows of. */
function unlessRefused(error: unknown): readonly Json[] {
  if (!isRefusal(error)) throw error;
  return [];
}

function accessoryOf(entry: Json): Attachment[] {
  const digest = asText(entry['digest']);
  if (!isDigest(digest)) return [];
  const type = asText(entry['type']);
  const size = Number(entry['size'] ?? 0);
  return [
    { digest, size, mediaType: mediaTypes.ociManifest, artifactType: accessoryWords[type] ?? type, annotations: {} },
  ];
}

function description(entry: Json): { readonly description?: string } {
  const text = asText(entry['description']);
  return text ? { description: text } : {};
}
