import { abortable } from '../base/async.js';
import { type Disposable, DisposableStore } from '../base/disposable.js';
import { Emitter } from '../base/event.js';
import { type Logger, silentLogger } from '../base/logger.js';
import type { Engine } from './engine.js';
import { EngineFinder, type FinderOptions } from './engineFinder.js';
import { ResourceStore, type StoreTimes } from './resourceStore.js';
import type { EngineAccess } from './resources.js';

/** The one engine that everything works with: found at the first use, found anew when something else is meant. */
export class CurrentEngine implements EngineAccess, Disposable {
  readonly resources: ResourceStore;
  private readonly finder: EngineFinder;
  private readonly disposables = new DisposableStore();
  private readonly changed = this.disposables.add(new Emitter<void>());
  readonly onDidChangeEngine = this.changed.event;
  private readonly logger: Logger;
  /** The engine of calls that come while nobody watches. */
  private unwatched: Engine | undefined;
  private opening: Promise<Engine> | undefined;
  /** Counts the times that what was meant has been forgotten. */
  private forgotten = 0;

  constructor(options: FinderOptions, times: Partial<StoreTimes> = {}) {
    this.logger = options.logger ?? silentLogger;
    this.finder = new EngineFinder(options);
    const source = {
      open: (signal: AbortSignal) => this.openWatched(signal),
      onHint: (listener: () => void) => this.finder.onHint(() => void this.onHint(listener)),
    };
    this.resources = this.disposables.add(new ResourceStore(source, times, this.logger));
    this.disposables.add(this.finder.onDidChangeLabel(() => this.changed.fire()));
  }

  get label(): string {
    return this.finder.label;
  }

  /** Where another engine listens that is in use because nothing is at the default socket. */
  get standIn(): string | undefined {
    return this.finder.standIn?.path;
  }

  async engine(signal?: AbortSignal): Promise<Engine> {
    signal?.throwIfAborted();
    return this.resources.engine ?? abortable(this.reopen(), signal);
  }

  /** Begins anew: finds the engine as if for the first time. */
  reset(): void {
    this.logger.info('Another engine may be meant: looking anew');
    this.forget();
    this.resources.restart();
    this.changed.fire();
  }

  dispose(): void {
    this.forget();
    this.disposables.dispose();
  }

  /** Calls that come together share one search; an engine that still answers is used again. */
  private reopen(): Promise<Engine> {
    this.opening ??= this.answeringAgain().finally(() => {
      this.opening = undefined;
    });
    return this.opening;
  }

  private async answeringAgain(): Promise<Engine> {
    await this.checkChoice();
    const before = this.unwatched;
    if (before && (await before.ping().then(yes, no)) && this.unwatched === before) return before;
    this.forget();
    const { forgotten } = this;
    const engine = await this.finder.open(new AbortController().signal);
    if (forgotten !== this.forgotten) {
      engine.dispose();
      return this.answeringAgain();
    }
    this.unwatched = engine;
    this.resources.retrySoon();
    return engine;
  }

  private async onHint(listener: () => void): Promise<void> {
    if (!(await this.checkChoice())) listener();
  }

  /** Begins anew where something else than before is meant now; true when it did. */
  private async checkChoice(): Promise<boolean> {
    try {
      const hasChanged = await this.finder.hasChanged();
      if (hasChanged) this.reset();
      return hasChanged;
    } catch (error) {
      this.logger.error('Looking at the configuration of the docker CLI', error);
      return false;
    }
  }

  /** What was meant may have changed while nobody watched. */
  private async openWatched(signal: AbortSignal): Promise<Engine> {
    await this.checkChoice();
    signal.throwIfAborted();
    return this.finder.open(signal);
  }

  private forget(): void {
    this.forgotten += 1;
    this.unwatched?.dispose();
    this.unwatched = undefined;
  }
}

const yes = () => true;
const no = () => false;
