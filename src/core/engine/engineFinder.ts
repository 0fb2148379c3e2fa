import type { Disposable } from '../base/disposable.js';
import { errorText, isAbort } from '../base/errors.js';
import { Emitter, type Event } from '../base/event.js';
import { type Logger, silentLogger } from '../base/logger.js';
import type { EngineSource } from './connection.js';
import { type Discovery, discover } from './discovery.js';
import { type Endpoint, formatEndpoint } from './endpoint.js';
import type { Engine } from './engine.js';
import { EngineError } from './errors.js';
import { WatchedFiles } from './fileWatch.js';
import type { KnownSocket } from './knownSockets.js';
import type { Surroundings } from './surroundings.js';

export interface FinderOptions {
  readonly surroundings: Surroundings;
  /** The setting `engine.endpoint`, read at each search. */
  readonly setting: () => string;
  readonly createEngine: (endpoint: Endpoint) => Promise<Engine>;
  readonly logger?: Logger;
}

/** Finds and opens the engine that the docker CLI would talk to, or another known one where the default socket is missing. */
export class EngineFinder implements EngineSource {
  private readonly relabelled = new Emitter<void>();
  /** Fires when the label changes. */
  readonly onDidChangeLabel: Event<void> = this.relabelled.event;
  private readonly watched = new WatchedFiles();
  private last: Discovery | undefined;
  /** The other engine that is stayed with until the default socket appears. */
  private inUse: KnownSocket | undefined;
  /** Once it has answered, a missing default socket means that its engine is away, not that there is none. */
  private knowsDefault = false;

  constructor(private readonly options: FinderOptions) {}

  /** What confirmations call the engine: a context's name, a product's, or an address. */
  get label(): string {
    return this.inUse?.product ?? this.last?.label ?? (this.options.setting() || 'Docker');
  }

  /** The engine in use that is not the chosen one. */
  get standIn(): KnownSocket | undefined {
    return this.inUse;
  }

  async open(signal: AbortSignal): Promise<Engine> {
    const found = await this.search();
    const { endpoint, label, source } = found;
    this.use(found, source === 'default' ? this.inUse : undefined);
    if (endpoint instanceof EngineError) throw endpoint;
    this.options.logger?.debug(`Engine ${label} chosen by ${source}: ${formatEndpoint(endpoint)}`);
    try {
      const engine = await this.answering(endpoint, signal);
      this.knowsDefault ||= source === 'default';
      this.settle(found, undefined);
      return engine;
    } catch (error) {
      if (source === 'default' && !this.knowsDefault && EngineError.is(error, 'socketMissing'))
        return this.openOther(found, error, signal);
      if (!isAbort(error)) this.settle(found, undefined);
      throw error;
    }
  }

  /** Looks again what is meant; true when it is something else than at the last look. */
  async hasChanged(): Promise<boolean> {
    if (!this.last) return false;
    const { surroundings } = this.options;
    const now = await this.search();
    const isDefaultBack = this.inUse !== undefined && (await surroundings.exists(surroundings.defaultSocket));
    if (choiceOf(now) === choiceOf(this.last) && !isDefaultBack) return false;
    this.use(now, undefined);
    return true;
  }

  /** Calls back when something changes that decides which engine is meant: a socket, the CLI's config, a context. */
  onHint(listener: () => void): Disposable {
    return this.watched.listen(listener);
  }

  private async search(): Promise<Discovery> {
    const { surroundings, setting } = this.options;
    const files: string[] = [];
    const readFile = (file: string) => {
      files.push(file);
      return surroundings.readFile(file);
    };
    const found = await discover({ ...surroundings, readFile }, setting());
    const { endpoint, others } = found;
    if (!(endpoint instanceof EngineError) && endpoint.kind === 'socket') files.push(endpoint.path);
    this.watched.set([...files, ...others.map((other) => other.path)]);
    return found;
  }

  /** The one in use, or else the first that answers. */
  private async openOther(found: Discovery, missing: EngineError, signal: AbortSignal): Promise<Engine> {
    const { surroundings, logger = silentLogger } = this.options;
    if (this.inUse) return this.answering({ kind: 'socket', path: this.inUse.path }, signal);
    for (const other of found.others) {
      signal.throwIfAborted();
      if (!(await surroundings.exists(other.path))) continue;
      const engine = await this.answering({ kind: 'socket', path: other.path }, signal).catch((failure: unknown) => {
        logger.debug(`${other.product} at ${other.path}: ${errorText(failure)}`);
      });
      if (!engine) continue;
      this.settle(found, other);
      return engine;
    }
    throw missing;
  }

  private async answering(endpoint: Endpoint, signal: AbortSignal): Promise<Engine> {
    const engine = await this.options.createEngine(endpoint);
    try {
      await engine.ping(signal);
      return engine;
    } catch (error) {
      engine.dispose();
      throw error;
    }
  }

  /** A search that another one has overtaken has no say. */
  private settle(found: Discovery, other: KnownSocket | undefined): void {
    if (this.last === found) this.use(found, other);
  }

  private use(found: Discovery, other: KnownSocket | undefined): void {
    const before = this.label;
    this.last = found;
    this.inUse = other;
    if (this.label !== before) this.relabelled.fire();
  }
}

function choiceOf({ label, endpoint }: Discovery): string {
  return JSON.stringify([label, endpoint instanceof EngineError ? endpoint.message : endpoint]);
}
