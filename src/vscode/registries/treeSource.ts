import { familiarName } from '../../core/base/imageReference.js';
import type { Image } from '../../core/engine/models.js';
import type { EngineAccess } from '../../core/engine/resources.js';
import { tagReference } from '../../core/explorer/kinds/tag.js';
import type { RegistryAbility } from '../../core/explorer/node.js';
import type { RegistryTreeSource } from '../../core/explorer/registryTreeSource.js';
import type { OpenRegistry, RegistryCatalog } from '../../core/registry/catalog.js';
import type { ConnectionStore } from '../../core/registry/connections.js';
import { RegistryError } from '../../core/registry/errors.js';
import type { FetchPage } from '../../core/registry/page.js';
import type { RegistryProvider } from '../../core/registry/provider.js';
import { readImage } from '../../core/registry/tagDetails.js';

/** What is the editor's: the words of errors and the person's settings. */
export interface TreeSourceEditor {
  readonly explain: (error: unknown) => { readonly message: string };
  readonly readSetting: (id: 'registry.tagDetails' | 'registry.tagOrder') => unknown;
}

/** What the tree of registries asks, answered by the catalog and the picture of the engine. */
export function treeSource(
  catalog: RegistryCatalog,
  connections: ConnectionStore,
  access: Pick<EngineAccess, 'resources'>,
  { explain, readSetting }: TreeSourceEditor,
): RegistryTreeSource {
  const locals = localImages(access);
  const providers = new Map<string, RegistryProvider>();
  const later =
    <T>(host: string, page: (registry: OpenRegistry) => FetchPage<T>): FetchPage<T> =>
    async (cursor, signal) => {
      const registry = await catalog.registry(host, signal);
      providers.set(host, registry.provider);
      return page(registry)(cursor, signal);
    };
  return {
    registries: () => catalog.known(),
    namespaces: async (host) => {
      const namespaces = await (await catalog.registry(host)).provider.namespaces?.();
      const owners = named(connections, host, undefined).map((path) => path.split('/')[0] ?? '');
      return namespaces && [...new Set([...namespaces, ...owners])];
    },
    repositories: (host, namespace) =>
      later(host, ({ provider }) => withNamed(named(connections, host, namespace), provider.repositories(namespace))),
    tags: (host, path) => later(host, ({ provider }) => provider.tags(path)),
    facts: (host, path) => {
      if (providers.get(host)?.countsManifests || !readSetting('registry.tagDetails')) return undefined;
      return (tag, signal) => catalog.tagFacts(host, path, tag, signal);
    },
    details: (host, path, reference) => catalog.tagDetails(host, path, reference),
    image: async (host, path, digest) => {
      const { client } = await catalog.registry(host);
      return readImage(client, path, await client.manifest(path, digest));
    },
    attached: (host, path, digest) => catalog.attachments(host, path, digest),
    parts: async (host, path, digest) => {
      const { manifest } = await (await catalog.registry(host)).client.manifest(path, digest);
      return manifest.kind === 'image' ? manifest.layers : manifest.manifests;
    },
    local: (host, path, tag, digest) => {
      const image = locals().get(tagReference({ host, path, tag }));
      if (!image) return undefined;
      const known = digest ?? catalog.knownDigest(host, path, tag);
      if (known === undefined) return 'unknown';
      return image.digests.includes(`${familiarName({ host, path })}@${known}`) ? 'here' : 'other';
    },
    newestFirst: () => readSetting('registry.tagOrder') === 'newest',
    abilities: (host, path) => abilitiesOf(providers.get(host), path),
    explain: (error) => ({
      message: explain(error).message,
      login: RegistryError.is(error, 'unauthorized', 'loginExpired', 'denied'),
    }),
  };
}

function abilitiesOf(provider: RegistryProvider | undefined, path: string): readonly RegistryAbility[] {
  if (!provider) return [];
  return [
    ...(provider.readOnly?.(path) ? [] : (['writable'] as const)),
    ...(provider.website ? (['website'] as const) : []),
  ];
}

function named(connections: ConnectionStore, host: string, namespace: string | undefined): readonly string[] {
  const paths = connections.list().find((connection) => connection.host === host)?.repositories ?? [];
  return namespace === undefined ? paths : paths.filter((path) => path.startsWith(`${namespace}/`));
}

/** Puts what was named by hand before the list; where a registry refuses to list, what was named is all there is. */
function withNamed(paths: readonly string[], fetchPage: FetchPage<{ readonly path: string }>): typeof fetchPage {
  if (paths.length === 0) return fetchPage;
  const first = paths.map((path) => ({ path }));
  const others = (items: readonly { readonly path: string }[]) => items.filter(({ path }) => !paths.includes(path));
  return async (cursor, signal) => {
    try {
      const page = await fetchPage(cursor, signal);
      return { ...page, items: [...(cursor === undefined ? first : []), ...others(page.items)] };
    } catch (error) {
      const refused = RegistryError.is(error, 'unauthorized', 'denied', 'notFound', 'unsupported', 'rejected');
      if (cursor === undefined && refused) return { items: first };
      throw error;
    }
  };
}

/** The engine's images by tag, made anew when the picture has changed. */
function localImages({ resources }: Pick<EngineAccess, 'resources'>): () => ReadonlyMap<string, Image> {
  let made: { readonly from: unknown; readonly byTag: ReadonlyMap<string, Image> } | undefined;
  return () => {
    const { image } = resources.snapshot;
    if (made?.from === image && made) return made.byTag;
    const byTag = new Map([...(image?.values() ?? [])].flatMap((one) => one.tags.map((tag) => [tag, one] as const)));
    made = { from: image, byTag };
    return byTag;
  };
}
