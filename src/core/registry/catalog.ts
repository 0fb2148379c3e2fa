import { abortable } from '../base/async.js';
import { Emitter } from '../base/event.js';
import { isDigest } from '../base/imageReference.js';
import type { Logger } from '../base/logger.js';
import { Memory } from '../base/memory.js';
import type { RegistryAuth } from '../engine/models.js';
import { dockerHub } from './address.js';
import { type Attachment, readAttachments } from './attachments.js';
import type { ConnectionStore } from './connections.js';
import type { Credential } from './credential.js';
import type { DockerLogins } from './dockerLogins.js';
import type { RegistryError } from './errors.js';
import type { Transport } from './http.js';
import { type KnownRegistry, type RegistryLogins, toRegistryAuth } from './logins.js';
import type { RegistryProvider } from './provider.js';
import { providerFor } from './providerFor.js';
import { RegistryClient } from './registryClient.js';
import type { TagFacts } from './summaries.js';
import { factsOf, localPlatform, readTagDetails, type TagDetails } from './tagDetails.js';

export interface CatalogOptions {
  readonly connections: ConnectionStore;
  readonly docker: DockerLogins;
  readonly transport: () => Transport;
  readonly logger: Logger;
}

/** One registry with the login that serves it. */
export interface OpenRegistry {
  readonly host: string;
  readonly client: RegistryClient;
  readonly provider: RegistryProvider;
  /** Why a login that should be there is not. */
  readonly problem?: RegistryError;
}

const mostTags = 500;
/** Milliseconds that a tag is taken to point where it pointed. */
const tagMemory = 120_000;

/** All registries of a person: finds logins, opens each registry once, remembers what never changes. */
export class RegistryCatalog implements RegistryLogins {
  private readonly open = new Memory<OpenRegistry>();
  private readonly details = new Memory<TagDetails>(mostTags);
  private readonly digests = new Memory<string>(mostTags);
  private readonly attached = new Memory<readonly Attachment[]>(mostTags);

  private readonly forgotten = new Emitter<string | undefined>();
  /** Another login may serve this registry from now on; all of them where none is named. */
  readonly onDidForget = this.forgotten.event;

  private readonly warned = new Emitter<{ readonly host: string; readonly text: string }>();
  private readonly warners = new Set<string>();
  /** The first that a registry warns of; the log has the rest. */
  readonly onDidWarn = this.warned.event;

  constructor(private readonly options: CatalogOptions) {}

  async hosts(signal?: AbortSignal): Promise<readonly KnownRegistry[]> {
    return (await this.known(signal)).registries;
  }

  /** The registries to show, with what went wrong while looking for logins. */
  async known(
    signal?: AbortSignal,
  ): Promise<{ registries: readonly KnownRegistry[]; problems: readonly RegistryError[] }> {
    const { logins, problems } = await this.options.docker.list(signal);
    const found = new Map<string, KnownRegistry>([[dockerHub, { host: dockerHub, source: 'public' }]]);
    for (const login of logins) found.set(login.host, login);
    for (const { host, username = found.get(host)?.username } of this.options.connections.list())
      found.set(host, { host, source: 'connected', ...(username !== undefined && { username }) });
    return { registries: [...found.values()], problems };
  }

  async authFor(host: string, signal?: AbortSignal): Promise<RegistryAuth | undefined> {
    const { credential, problem } = await this.credential(host, signal);
    if (problem) this.options.logger.warn(`Login for ${host}: ${problem.message}`);
    return credential && toRegistryAuth(host, credential);
  }

  /** Longshore's own login for the host, else the one of the docker CLI or Podman. */
  async credential(
    host: string,
    signal?: AbortSignal,
  ): Promise<{ readonly credential?: Credential; readonly problem?: RegistryError }> {
    const own = await this.options.connections.credential(host);
    return own ? { credential: own } : this.options.docker.find(host, signal);
  }

  /** The registry if it was opened before; asks nobody. */
  opened(host: string): Promise<OpenRegistry> | undefined {
    return this.open.begun(host);
  }

  /** The registry, opened at the first call and kept until {@link forget}. */
  registry(host: string, signal?: AbortSignal): Promise<OpenRegistry> {
    const opening = this.open.get(host, Number.POSITIVE_INFINITY, () => this.openRegistry(host));
    return abortable(opening, signal);
  }

  /** A client with a login that is not kept anywhere, for trying it out. */
  clientWith(host: string, credential: Credential | undefined, scheme = this.schemeOf(host)): RegistryClient {
    const { transport, logger } = this.options;
    const optional = { ...(scheme && { scheme }), ...(credential && { credential }) };
    const onWarning = (text: string) => this.warn(host, text);
    return new RegistryClient({ host, transport: transport(), logger, onWarning, ...optional });
  }

  private warn(host: string, text: string): void {
    if (this.warners.has(host)) return;
    this.warners.add(host);
    this.warned.fire({ host, text });
  }

  private async openRegistry(host: string): Promise<OpenRegistry> {
    const { credential, problem } = await this.credential(host);
    const client = this.clientWith(host, credential);
    const { transport } = client.session;
    const provider = await providerFor({ host, client, transport, ...(credential && { credential }) });
    return { host, client, provider, ...(problem && { problem }) };
  }

  /** Drops what is open, so that new logins are used from now on. */
  forget(host?: string): void {
    this.open.forget(host);
    for (const memory of [this.details, this.digests, this.attached]) memory.forget(host && `${host}/`);
    this.forgotten.fire(host);
  }

  /** What a reference points at: kept for good by digest, for some minutes by tag; callers at once share a request. */
  tagDetails(host: string, path: string, reference: string, signal?: AbortSignal): Promise<TagDetails> {
    const key = `${host}/${path}@${reference}`;
    const lifetime = isDigest(reference) ? Number.POSITIVE_INFINITY : tagMemory;
    const details = this.details.get(key, lifetime, async () => {
      const { client } = await this.registry(host);
      return readTagDetails(client, path, reference, localPlatform());
    });
    return abortable(details, signal);
  }

  /** Where a tag points, which costs no pull. */
  tagDigest(host: string, path: string, tag: string, signal?: AbortSignal): Promise<string> {
    const key = `${host}/${path}@${tag}`;
    const digest = this.digests.get(key, tagMemory, async () => {
      const { client } = await this.registry(host);
      return (await client.head(path, tag)).digest;
    });
    return abortable(digest, signal);
  }

  /** What a row shows of a tag: one HEAD, and of each digest once its manifest and configuration. */
  async tagFacts(host: string, path: string, tag: string, signal?: AbortSignal): Promise<TagFacts> {
    const digest = await this.tagDigest(host, path, tag, signal);
    return factsOf(await this.tagDetails(host, path, digest, signal));
  }

  /** What is attached to a digest, remembered for some minutes. */
  attachments(host: string, path: string, digest: string): Promise<readonly Attachment[]> {
    return this.attached.get(`${host}/${path}@${digest}`, tagMemory, async () => {
      const { client, provider } = await this.registry(host);
      const [found, more = []] = await Promise.all([
        readAttachments(client, path, digest),
        provider.accessories?.(path, digest),
      ]);
      return [...found, ...more.filter((one) => !found.some((other) => other.digest === one.digest))];
    });
  }

  /** Where a tag pointed when it was read not long ago; asks nobody. */
  knownDigest(host: string, path: string, tag: string): string | undefined {
    const key = `${host}/${path}@${tag}`;
    return this.details.known(key)?.digest ?? this.digests.known(key);
  }

  private schemeOf(host: string) {
    return this.options.connections.list().find((connection) => connection.host === host)?.scheme;
  }
}
