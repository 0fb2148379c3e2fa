import type { FetchPage } from './page.js';
import type { ProviderOptions, RegistryProvider } from './provider.js';
import { acrProvider } from './providers/acr.js';
import { artifactRegistryProvider } from './providers/artifactRegistry.js';
import { dockerHubProvider } from './providers/dockerHub.js';
import { ecrProvider } from './providers/ecr.js';
import { genericProvider } from './providers/generic.js';
import { ghcrProvider } from './providers/ghcr.js';
import { gitlabProvider } from './providers/gitlab.js';
import { harborProvider } from './providers/harbor.js';
import { quayProvider } from './providers/quay.js';
import type { TagSummary } from './summaries.js';
import { isAttachment } from './tagOrder.js';

const byHost: readonly [RegExp, (options: ProviderOptions) => RegistryProvider][] = [
  [/^docker\.io$/, dockerHubProvider],
  [/^ghcr\.io$/, ghcrProvider],
  [/^quay\.io$/, quayProvider],
  [/\.azurecr\.(io|cn|us)$/, acrProvider],
  [/\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, ecrProvider],
  [/^registry\.gitlab\.com$/, (options) => gitlabProvider(options, new URL('https://gitlab.com'))],
  [/-docker\.pkg\.dev$|^([a-z]+\.)?gcr\.io$/, artifactRegistryProvider],
];

/** Pages for people of registries that need no provider of their own. */
const websites: readonly [RegExp, (path: string) => string][] = [
  [/^public\.ecr\.aws$/, (path) => `https://gallery.ecr.aws/${path}`],
  [/^mcr\.microsoft\.com$/, (path) => `https://mcr.microsoft.com/product/${path}/about`],
];

/** Their owners publish there, and nobody else. */
const publishedByOthers = /^(mcr\.microsoft\.com|registry\.k8s\.io|docker\.elastic\.co|lscr\.io)$/;

/** The provider that knows this host, its lists of tags without those that hold signatures and the like of others. */
export async function providerFor(options: ProviderOptions, signal?: AbortSignal): Promise<RegistryProvider> {
  const provider = await kindFor(options, signal);
  const isReadOnly = publishedByOthers.test(options.host) && { readOnly: () => true };
  return { ...provider, ...isReadOnly, tags: (path) => withoutAttachments(provider.tags(path)) };
}

function withoutAttachments(fetchPage: FetchPage<TagSummary>): FetchPage<TagSummary> {
  return async (cursor, signal) => {
    const page = await fetchPage(cursor, signal);
    return { ...page, items: page.items.filter(({ name }) => !isAttachment(name)) };
  };
}

/** Registries of one's own are known by how they ask for a login; one that cannot be reached rejects. */
async function kindFor(options: ProviderOptions, signal?: AbortSignal): Promise<RegistryProvider> {
  const { host, client } = options;
  const known = byHost.find(([pattern]) => pattern.test(host));
  if (known) return known[1](options);
  const website = websites.find(([pattern]) => pattern.test(host))?.[1];
  if (website) return { ...genericProvider(options), website };
  const { realm, service } = (await client.session.tokenServer(signal)) ?? {};
  if (service === 'harbor-registry') return harborProvider(options, await client.session.base(signal));
  if (service === 'container_registry' && realm?.pathname === '/jwt/auth')
    return gitlabProvider(options, new URL(realm.origin));
  if (service === host && realm?.pathname === '/v2/auth') return quayProvider(options);
  return genericProvider(options);
}
