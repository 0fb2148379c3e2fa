import type { Disposable } from '../../core/base/disposable.js';
import { DisposableStore } from '../../core/base/disposable.js';
import { Emitter } from '../../core/base/event.js';
import { familiarReference, isDigest, parseImageReference } from '../../core/base/imageReference.js';
import type { Logger } from '../../core/base/logger.js';
import type {
  Answer,
  ImageCatalog,
  ImageFacts,
  LocalImage,
  RepositoryChoice,
  TagChoice,
} from '../../core/dockerfile/features/imageCatalog.js';
import type { BaseImageFacts } from '../../core/dockerfile/lint/options.js';
import type { EngineAccess } from '../../core/engine/resources.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { TagSummary } from '../../core/registry/summaries.js';
import { isAttachment, orderTags } from '../../core/registry/tagOrder.js';
import { inspectedFacts } from './inspectedFacts.js';
import { type Question, RegistryAnswers } from './registryAnswers.js';

/** Milliseconds that the engine's list of images is kept alive after it was last asked for. */
const watchTime = 60_000;
/** Registries too large to list. */
const searched = new Set(['docker.io', 'quay.io']);
const mostTagPages = 5;

/** Answers of the registries with the person's logins, and what the engine has. */
export class RegistryImages implements ImageCatalog, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #learnt = this.#disposables.add(new Emitter<void>());
  readonly #answers: RegistryAnswers;
  readonly #inspected = new Map<string, BaseImageFacts | undefined>();
  #hosts: readonly string[] = [];
  #watch: Disposable | undefined;
  #watchEnd: NodeJS.Timeout | undefined;
  /** `baseImage` may know more from now on. */
  readonly onDidLearn = this.#learnt.event;

  constructor(
    private readonly catalog: RegistryCatalog,
    private readonly access: EngineAccess,
    private readonly logger: Logger,
    isOnline?: () => boolean,
  ) {
    this.#answers = new RegistryAnswers(logger, isOnline);
    this.#disposables.add(catalog.onDidForget((host) => this.#answers.forget(host)));
    this.#disposables.add(access.onDidChangeEngine(() => this.#inspected.clear()));
  }

  local(): readonly string[] {
    this.#watch ??= this.access.resources.watch('image');
    clearTimeout(this.#watchEnd);
    this.#watchEnd = setTimeout(() => this.#unwatch(), watchTime);
    return [...(this.access.resources.snapshot.image?.values() ?? [])].flatMap(({ tags }) => tags);
  }

  localImage(reference: string): LocalImage | undefined {
    const images = this.access.resources.snapshot.image?.values() ?? [];
    return [...images].find(({ tags }) => tags.includes(reference));
  }

  hosts(): readonly string[] {
    this.#answers.ask({ host: '', what: 'hosts' }, async (signal) => {
      this.#hosts = (await this.catalog.hosts(signal)).map(({ host }) => host);
      return this.#hosts;
    });
    return this.#hosts;
  }

  search(host: string, term: string): Answer<readonly RepositoryChoice[]> {
    const isSearched = searched.has(host);
    const question = isSearched ? { what: `search ${term}`, replaces: 'search' } : { what: 'repositories' };
    return this.#answers.ask({ host, ...question }, async (signal) => {
      const { provider } = await this.catalog.registry(host, signal);
      const fetchPage = isSearched ? provider.search?.(term) : provider.repositories(undefined);
      const items = (await fetchPage?.(undefined, signal))?.items ?? [];
      const prefix = host === 'docker.io' ? '' : `${host}/`;
      return items.map(({ path, description }) => ({
        name: prefix + (host === 'docker.io' ? path.replace(/^library\//, '') : path),
        ...(description !== undefined && { description }),
      }));
    });
  }

  tags(host: string, path: string): Answer<readonly TagChoice[]> {
    return this.#answers.ask({ host, what: `tags ${path}` }, async (signal) => {
      const { provider } = await this.catalog.registry(host, signal);
      const fetchPage = provider.tags(path);
      const tags: TagSummary[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < mostTagPages && (page === 0 || cursor !== undefined); page++) {
        const { items, next } = await fetchPage(cursor, signal);
        tags.push(...items.filter(({ name }) => !isAttachment(name)));
        cursor = next;
      }
      return orderTags(tags);
    });
  }

  facts(host: string, path: string, reference: string): Answer<ImageFacts> {
    const answer = this.#answers.ask(factsQuestion(host, path, reference), async (signal) =>
      toFacts(await this.catalog.tagDetails(host, path, reference, signal)),
    );
    if ('coming' in answer) void answer.coming.then((facts) => facts && this.#learnt.fire());
    return answer;
  }

  /** What is known of an image at this moment: asks no registry, and the engine only if it is connected. */
  baseImage(reference: string): BaseImageFacts | undefined {
    const parsed = parseImageReference(reference);
    if (!parsed) return undefined;
    const { host, path, tag, digest } = parsed;
    const facts = this.#answers.known<ImageFacts>(factsQuestion(host, path, digest ?? tag ?? 'latest'));
    if (facts?.env) return { env: facts.env.map(nameOf), platforms: facts.platforms };
    const local = digest ? undefined : this.localImage(familiarReference({ host, path, tag: tag ?? 'latest' }));
    if (!local || this.access.resources.snapshot.connection.state !== 'connected') return undefined;
    if (this.#inspected.has(local.id)) return this.#inspected.get(local.id);
    this.#inspected.set(local.id, undefined);
    void this.#inspect(local);
    return undefined;
  }

  async #inspect({ id, digests }: LocalImage): Promise<void> {
    try {
      const engine = await this.access.engine();
      this.#inspected.set(id, inspectedFacts(await engine.images.inspect(id), digests.length > 0));
      this.#learnt.fire();
    } catch (error) {
      this.logger.debug(`Images: ${id}: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#unwatch();
    this.#disposables.dispose();
  }

  /** Lets the engine's list of images go; the next question takes it up again. */
  #unwatch(): void {
    clearTimeout(this.#watchEnd);
    this.#watch?.dispose();
    this.#watch = undefined;
  }
}

function factsQuestion(host: string, path: string, reference: string): Question {
  return { host, what: `facts ${path}@${reference}`, isForever: isDigest(reference) };
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}

function toFacts({ digest, platforms, image }: Awaited<ReturnType<RegistryCatalog['tagDetails']>>): ImageFacts {
  const known = platforms.flatMap(({ platform }) => platform ?? []);
  const facts = { digest, platforms: known.length > 0 ? known : image ? [image.platform] : [] };
  if (!image) return facts;
  const { created, user, workingDir, entrypoint, command, exposedPorts: ports, env, labels } = image.config;
  const details = { size: image.size, user, workingDir, entrypoint, command, ports, env, labels };
  return { ...facts, ...details, ...(created !== undefined && { created }) };
}
