import type { KnownRegistry } from '../registry/logins.js';
import type { Descriptor, PlatformDescriptor } from '../registry/manifest.js';
import type { FetchPage } from '../registry/page.js';
import type { RepositorySummary, TagFacts, TagSummary } from '../registry/summaries.js';
import type { ImageDetails, TagDetails } from '../registry/tagDetails.js';
import type { RegistryAbility, TagNode } from './node.js';

/** What the tree of registries asks; nothing is asked for rows that are not opened. */
export interface RegistryTreeSource {
  registries(): Promise<{ readonly registries: readonly KnownRegistry[]; readonly problems: readonly unknown[] }>;
  /** Undefined where repositories stand right below the registry. */
  namespaces(host: string): Promise<readonly string[] | undefined>;
  repositories(host: string, namespace: string | undefined): FetchPage<RepositorySummary>;
  tags(host: string, path: string): FetchPage<TagSummary>;
  /** Reads what the list does not tell; undefined where that is not wanted or would cost pulls. */
  facts(host: string, path: string): ((tag: string, signal: AbortSignal) => Promise<TagFacts>) | undefined;
  details(host: string, path: string, reference: string): Promise<TagDetails>;
  image(host: string, path: string, digest: string): Promise<ImageDetails | undefined>;
  attached(host: string, path: string, digest: string): Promise<readonly PlatformDescriptor[]>;
  /** The documents inside an attachment. */
  parts(host: string, path: string, digest: string): Promise<readonly Descriptor[]>;
  /** Whether the engine has an image of this name. */
  local(host: string, path: string, tag: string, digest: string | undefined): TagNode['local'];
  /** True to put the newest push first where times are known, false to sort by version. */
  newestFirst(): boolean;
  /** What can be done with a repository of a registry that was asked for repositories or tags before. */
  abilities(host: string, path: string): readonly RegistryAbility[];
  /** The sentence for an error, and whether logging in may help. */
  explain(error: unknown): { readonly message: string; readonly login: boolean };
}
