import type { Scheme } from './address.js';
import type { Attachment } from './attachments.js';
import type { Credential } from './credential.js';
import type { Transport } from './http.js';
import type { FetchPage } from './page.js';
import type { RegistryClient } from './registryClient.js';
import type { RepositorySummary, TagSummary } from './summaries.js';

export type ProviderKind =
  | 'generic'
  | 'dockerHub'
  | 'ghcr'
  | 'quay'
  | 'acr'
  | 'artifactRegistry'
  | 'harbor'
  | 'gitlab'
  | 'ecr';

/** What one kind of registry can do beyond, or instead of, the distribution API. An absent member cannot be done. */
export interface RegistryProvider {
  readonly kind: ProviderKind;
  /** Names that stand between the registry and its repositories; absent where repositories stand right below. */
  readonly namespaces?: (signal?: AbortSignal) => Promise<readonly string[]>;
  /** Repositories of a namespace, or of the registry where there are none. */
  readonly repositories: (namespace: string | undefined) => FetchPage<RepositorySummary>;
  readonly search?: (term: string) => FetchPage<RepositorySummary>;
  readonly tags: (path: string) => FetchPage<TagSummary>;
  /** What is attached to a digest, as far as the vendor's API tells more of it than the registry. */
  readonly accessories?: (path: string, digest: string, signal?: AbortSignal) => Promise<readonly Attachment[]>;
  /** Takes one tag away and nothing else. */
  readonly untag?: (path: string, tag: string, signal?: AbortSignal) => Promise<void>;
  /** Deletes a digest with all its tags, where neither can be deleted by the distribution API. */
  readonly deleteDigest?: (path: string, digest: string, signal?: AbortSignal) => Promise<void>;
  /** True for repositories that this login, or nobody, can change. Absent where only trying would tell. */
  readonly readOnly?: (path: string) => boolean;
  /** True where reading a manifest uses up the pulls that one is allowed. */
  readonly countsManifests?: true;
  /** The page for people; https. */
  readonly website?: (path: string, tag?: string) => string;
}

export interface ProviderOptions {
  readonly host: string;
  readonly scheme?: Scheme;
  readonly client: RegistryClient;
  readonly transport: Transport;
  readonly credential?: Credential;
}
