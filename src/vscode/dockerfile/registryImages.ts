import type { Disposable } from '../../core/base/disposable.js';
import type { Logger } from '../../core/base/logger.js';
import type {
  Answer,
  ImageCatalog,
  ImageFacts,
  RepositoryChoice,
  TagChoice,
} from '../../core/dockerfile/features/imageCatalog.js';
import type { EngineAccess } from '../../core/engine/resources.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { TagSummary } from '../../core/registry/summaries.js';
import { isAttachment, orderTags } from '../../core/registry/tagOrder.js';

/** Milliseconds that an answer, or the lack of one, is kept: one request for a thing in ten minutes. */
const memory = 600_000;
/** Milliseconds that the engine's list of images is kept alive after it was last asked for. */
const watchTime = 60_000;
/** Registries too large to list. */
const searched = new Set(['docker.io', 'quay.io']);
const mostAnswers = 300;
const mostTagPages = 5;
const requestTimeout = 20_000;

/** Answers of the registries with the person's logins, each asked for once and kept for a while; failures too. */
export class RegistryImages implements ImageCatalog, Disposable {
  readonly #answers = new Map<string, { answer: Answer<unknown>; readonly until: number }>();
  #hosts: readonly string[] = [];
  #watch: Disposable | undefined;
  #watchEnd: NodeJS.Timeout | undefined;

  constructor(
    private readonly catalog: RegistryCatalog,
    private readonly access: EngineAccess,
    private readonly logger: Logger,
  ) {}

  local(): readonly string[] {
    this.#watch ??= this.access.resources.watch('image');
    clearTimeout(this.#watchEnd);
    this.#watchEnd = setTimeout(() => this.dispose(), watchTime);
    return [...(this.access.resources.snapshot.image?.values() ?? [])].flatMap(({ tags }) => tags);
  }

  hosts(): readonly string[] {
    this.#ask('hosts', async (signal) => {
      this.#hosts = (await this.catalog.hosts(signal)).map(({ host }) => host);
      return this.#hosts;
    });
    return this.#hosts;
  }

  search(host: string, term: string): Answer<readonly RepositoryChoice[]> {
    const isSearched = searched.has(host);
    return this.#ask(isSearched ? `search ${host} ${term}` : `repositories ${host}`, async (signal) => {
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
    return this.#ask(`tags ${host}/${path}`, async (signal) => {
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
    return this.#ask(`facts ${host}/${path}@${reference}`, async (signal) => {
      const { digest, platforms, image } = await this.catalog.tagDetails(host, path, reference, signal);
      const names = platforms.flatMap(({ platform }) => platform ?? []);
      const facts = { digest, platforms: names.length > 0 ? names : image ? [image.platform] : [] };
      if (!image) return facts;
      const { created, user, workingDir, entrypoint, command, exposedPorts: ports, env, labels } = image.config;
      const { size } = image;
      return {
        ...facts,
        size,
        user,
        workingDir,
        entrypoint,
        command,
        ports,
        env,
        labels,
        ...(created !== undefined && { created }),
      };
    });
  }

  /** Lets the engine's list of images go; the next question takes it up again. */
  dispose(): void {
    clearTimeout(this.#watchEnd);
    this.#watch?.dispose();
    this.#watch = undefined;
  }

  #ask<T>(key: string, request: (signal: AbortSignal) => Promise<T>): Answer<T> {
    const kept = this.#answers.get(key);
    if (kept && kept.until > Date.now()) return kept.answer as Answer<T>;
    const coming = request(AbortSignal.timeout(requestTimeout)).then(
      (known) => {
        entry.answer = { known };
        return known;
      },
      (error: unknown) => {
        this.logger.debug(`Image completion: ${key}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      },
    );
    const entry: { answer: Answer<unknown>; readonly until: number } = {
      answer: { coming },
      until: Date.now() + memory,
    };
    this.#answers.delete(key);
    this.#answers.set(key, entry);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > mostAnswers && oldest !== undefined) this.#answers.delete(oldest);
    return { coming };
  }
}
