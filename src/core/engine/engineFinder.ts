import path from 'node:path';
import { type Disposable, toDisposable } from '../base/disposable.js';
import { errorText, isAbort } from '../base/errors.js';
import { Emitter, type Event } from '../base/event.js';
import { type Logger, silentLogger } from '../base/logger.js';
import { configFolder } from './contexts.js';
import { type Discovery, discover } from './discovery.js';
import { type Endpoint, formatEndpoint } from './endpoint.js';
import type { Engine } from './engine.js';
import { EngineError } from './errors.js';
import { watchFile } from './fileWatch.js';
import type { KnownSocket } from './knownSockets.js';
import type { EngineSource } from './resourceStore.js';
import type { Surroundings } from './surroundings.js';

export interface FinderOptions {
  readonly surroundings: Surroundings;
  /** The setting `engine.endpoint`, read at each search. */
  readonly setting: () => string;
  readonly createEngine: (endpoint: Endpoint) => Promise<Engine>;
  readonly logger?: Logger;
}

/** Finds and opens the engine that the docker CLI would talk to, or on a machine without one the first that answers. */
export class EngineFinder implements EngineSource {
  private readonly relabelled = new Emitter<void>();
  /** Fires when the label changes. */
  readonly onDidChangeLabel: Event<void> = this.relabelled.event;
  private last: Discovery | undefined;
  private product: string | undefined;

  constructor(private readonly options: FinderOptions) {}

  /** What confirmations call the engine: a context's name, a product's, or an address. */
  get label(): string {
    return this.product ?? this.last?.label ?? (this.options.setting() || 'Docker');
  }

  async open(signal: AbortSignal): Promise<Engine> {
    const { surroundings, setting, logger = silentLogger } = this.options;
    const found = await discover(surroundings, setting());
    this.setFound(found, undefined);
    if (found.endpoint instanceof EngineError) throw found.endpoint;
    logger.debug(`Engine ${found.label} chosen by ${found.source}: ${formatEndpoint(found.endpoint)}`);
    try {
      return await this.answering(found.endpoint, signal);
    } catch (error) {
      const other = await this.openOther(found.others, error, signal);
      if (!other) throw error;
      return other;
    }
  }

  /** True when something else would be chosen now than at the last search. */
  async hasChanged(): Promise<boolean> {
    if (!this.last) return false;
    const now = await discover(this.options.surroundings, this.options.setting());
    return choiceOf(now) !== choiceOf(this.last);
  }

  /** Calls back when a socket that was looked for comes, goes or changes its rights. */
  onHint(listener: () => void): Disposable {
    const { endpoint, others = [] } = this.last ?? {};
    const chosen = endpoint && !(endpoint instanceof EngineError) && endpoint.kind === 'socket' ? [endpoint.path] : [];
    const watches = [...chosen, ...others.map((other) => other.path)].map((file) => watchFile(file, listener));
    return toDisposable(() => {
      for (const watch of watches) watch.dispose();
    });
  }

  /** Calls back when the CLI's config or its contexts change. */
  onDidChangeConfig(listener: () => void): Disposable {
    const folder = configFolder(this.options.surroundings);
    const watches = [
      watchFile(path.join(folder, 'config.json'), listener),
      watchFile(path.join(folder, 'contexts', 'meta'), listener),
    ];
    return toDisposable(() => {
      for (const watch of watches) watch.dispose();
    });
  }

  private async openOther(
    others: readonly KnownSocket[],
    error: unknown,
    signal: AbortSignal,
  ): Promise<Engine | undefined> {
    if (isAbort(error)) return undefined;
    for (const { product, path: socket } of others) {
      if (!(await this.options.surroundings.exists(socket))) continue;
      const engine = await this.answering({ kind: 'socket', path: socket }, signal).catch((failure: unknown) => {
        this.options.logger?.debug(`${product} at ${socket}: ${errorText(failure)}`);
      });
      if (!engine) continue;
      if (this.last) this.setFound(this.last, product);
      return engine;
    }
    return undefined;
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

  private setFound(found: Discovery, product: string | undefined): void {
    const before = this.label;
    this.last = found;
    this.product = product;
    if (this.label !== before) this.relabelled.fire();
  }
}

function choiceOf({ label, endpoint }: Discovery): string {
  return JSON.stringify([label, endpoint instanceof EngineError ? endpoint.message : endpoint]);
}
