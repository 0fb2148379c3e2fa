import { inTime } from '../../base/async.js';

/** What the language features ask of engines and registries; whoever fulfils it keeps answers and counts requests. */
export interface ImageCatalog {
  /** References of the engine's images, `name:tag`, from memory. */
  local(): readonly string[];
  /** The engine's image with this `name:tag`, from memory. */
  localImage(reference: string): LocalImage | undefined;
  /** Hosts of the registries that the person knows, `docker.io` first. */
  hosts(): readonly string[];
  /** Repositories whose name has to do with a term, the most used first; empty where a registry cannot search. */
  search(host: string, term: string): Answer<readonly RepositoryChoice[]>;
  /** A repository's tags in the order in which they are offered. */
  tags(host: string, path: string): Answer<readonly TagChoice[]>;
  /** What a tag or digest is. */
  facts(host: string, path: string, reference: string): Answer<ImageFacts>;
}

export interface LocalImage {
  readonly id: string;
  /** `repository@digest`, of each registry that it came from or went to. */
  readonly digests: readonly string[];
  readonly created: number;
  readonly size: number;
}

/** Known already, or a promise that never rejects and gives undefined where nothing could be learnt. */
export type Answer<T> = { readonly known: T } | { readonly coming: Promise<T | undefined> };

export interface RepositoryChoice {
  /** As it is written in a FROM: `node`, `ghcr.io/owner/name`. */
  readonly name: string;
  readonly description?: string;
}

export interface TagChoice {
  readonly name: string;
  /** Compressed bytes. */
  readonly size?: number;
  /** Milliseconds since 1970. */
  readonly pushed?: number;
}

export interface ImageFacts {
  readonly digest: string;
  /** `linux/arm64`. */
  readonly platforms: readonly string[];
  readonly size?: number;
  readonly created?: number;
  readonly user?: string;
  readonly workingDir?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly env?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** The answer if it is there within some milliseconds; undefined when it is still on its way. */
export function within<T>(answer: Answer<T>, milliseconds: number): Promise<T | undefined> {
  return 'known' in answer ? Promise.resolve(answer.known) : inTime(answer.coming, milliseconds);
}
