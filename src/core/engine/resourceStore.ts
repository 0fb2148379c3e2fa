import { delay } from '../base/async.js';
import { type Disposable, toDisposable } from '../base/disposable.js';
import { errorText } from '../base/errors.js';
import { Emitter } from '../base/event.js';
import { type Logger, silentLogger } from '../base/logger.js';
import type { Engine } from './engine.js';
import { EngineError } from './errors.js';
import { type Link, LiveList } from './liveList.js';
import type { Container, EngineEvent, Image } from './models.js';
import type { ConnectionState, ResourceKind, Resources, Snapshot, SnapshotChange } from './resources.js';
import { type Touch, touchOf } from './touches.js';

/** Where a store gets its engine from. */
export interface EngineSource {
  /** Looks for the engine anew; one that answers is the caller's. */
  open(signal: AbortSignal): Promise<Engine>;
  /** Calls back when something on this machine suggests that an engine came, went or is no longer the one meant. */
  onHint(listener: () => void): Disposable;
}

/** Times in milliseconds. */
export interface StoreTimes {
  /** Without a watcher for so long, the connection is closed. */
  readonly idleAfter: number;
  /** How often a quiet connection is asked whether it lives. */
  readonly watchdogEvery: number;
  /** Between two calls for the same kind, at least. */
  readonly rest: number;
  /** After events that come before the lists know of them: up to 300 ms were seen, on a busy machine more. */
  readonly again: readonly number[];
  /** For an engine that cannot say when its events begin to count. */
  readonly eventsWithin: number;
  readonly retry: (attempt: number, error: EngineError) => number;
}

const usualTimes: StoreTimes = {
  idleAfter: 5000,
  watchdogEvery: 30_000,
  rest: 50,
  again: [100, 1000, 5000],
  eventsWithin: 1000,
  retry: retryDelay,
};

/** One live picture of an engine: a list of each watched kind, then its events. */
export class ResourceStore implements Resources {
  private readonly changed = new Emitter<SnapshotChange>();
  readonly onDidChange = this.changed.event;
  private readonly times: StoreTimes;
  private readonly lists: { readonly container: LiveList<Container>; readonly image: LiveList<Image> };
  private readonly watchers: Record<ResourceKind, number> = { container: 0, image: 0 };
  private connection: ConnectionState = { state: 'idle' };
  private current: Snapshot = { connection: this.connection };
  private run: AbortController | undefined;
  private wake = () => {};
  private idleTimer: NodeJS.Timeout | undefined;
  private live: Engine | undefined;

  constructor(
    private readonly source: EngineSource,
    times: Partial<StoreTimes> = {},
    private readonly logger: Logger = silentLogger,
  ) {
    this.times = { ...usualTimes, ...times };
    const { rest } = this.times;
    this.lists = {
      container: new LiveList(containerSource, rest, (ids) => this.publish({ connection: false, container: ids })),
      image: new LiveList(imageSource, rest, (ids) => this.publish({ connection: false, image: ids })),
    };
  }

  get snapshot(): Snapshot {
    return this.current;
  }

  /** The engine while the connection lives. */
  get engine(): Engine | undefined {
    return this.live;
  }

  watch(kind: ResourceKind): Disposable {
    this.watchers[kind] += 1;
    clearTimeout(this.idleTimer);
    this.lists[kind].setAwake(true);
    this.start();
    return toDisposable(() => {
      this.watchers[kind] -= 1;
      if (this.watchers[kind] === 0) this.lists[kind].setAwake(false);
      if (!this.isWatched) this.idleTimer = setTimeout(() => this.stop(), this.times.idleAfter);
    });
  }

  refresh(): void {
    this.wake();
    for (const list of Object.values(this.lists)) list.touchAll();
  }

  /** Connects at once if it is waiting to try again. */
  retrySoon(): void {
    this.wake();
  }

  /** Forgets everything and begins anew: another engine is meant from now on. */
  restart(): void {
    this.stop();
    for (const list of Object.values(this.lists)) list.clear();
    this.publish({ connection: true, container: 'all', image: 'all' });
    if (this.isWatched) this.start();
  }

  dispose(): void {
    this.stop();
    this.changed.dispose();
  }

  private get isWatched(): boolean {
    return Object.values(this.watchers).some((count) => count > 0);
  }

  private start(): void {
    if (this.run) return;
    this.run = new AbortController();
    void this.keepConnected(this.run.signal);
  }

  private stop(): void {
    clearTimeout(this.idleTimer);
    this.run?.abort();
    this.run = undefined;
    this.live = undefined;
    this.setConnection({ state: 'idle' });
  }

  /** Connects, follows, and after a loss tries again, until the signal fires. */
  private async keepConnected(signal: AbortSignal): Promise<void> {
    this.setConnection({ state: 'connecting' });
    for (let attempt = 0; ; attempt += 1) {
      let isHinted = false;
      const hints = this.source.onHint(() => {
        isHinted = true;
        this.wake();
      });
      const failure = await this.followOnce(signal, () => {
        attempt = 0;
      });
      if (!signal.aborted) this.failed(failure);
      // What changed during a vain attempt may have come too late for it.
      if (!signal.aborted && (isHinted || (await this.pause(this.times.retry(attempt, failure), signal)))) attempt = -1;
      hints.dispose();
      if (signal.aborted) return;
    }
  }

  private failed(failure: EngineError): void {
    this.live = undefined;
    this.logger.warn(`Engine connection: ${failure.message}`);
    this.setConnection({ state: 'failed', error: failure });
  }

  /** Resolves with what ended the connection. */
  private async followOnce(signal: AbortSignal, onConnected: () => void): Promise<EngineError> {
    const session = new AbortController();
    const link = AbortSignal.any([signal, session.signal]);
    let engine: Engine | undefined;
    try {
      engine = await this.source.open(link);
      const events = await this.subscribe(engine, link);
      link.throwIfAborted();
      onConnected();
      this.connected(engine, link);
      return await this.follow({ engine, signal: link }, events);
    } catch (error) {
      return error instanceof EngineError ? error : new EngineError('engineFailed', errorText(error), { cause: error });
    } finally {
      session.abort();
      engine?.dispose();
    }
  }

  private connected(engine: Engine, signal: AbortSignal): void {
    this.live = engine;
    this.setConnection({ state: 'connected' });
    // Engines take their time for their version; nothing waits for it.
    engine.version(signal).then(
      ({ version, negotiated }) => this.logger.info(`Engine ${version} connected, API ${negotiated}`),
      () => {},
    );
  }

  /** Some engines answer only with their first event; the lists do not wait for that. */
  private async subscribe(engine: Engine, signal: AbortSignal): Promise<AsyncIterable<EngineEvent>> {
    const opened = engine.events(signal);
    opened.catch(() => {});
    const patience = new AbortController();
    const late = delay(this.times.eventsWithin, patience.signal).then(() => lateEvents(opened));
    late.catch(() => {});
    try {
      return await Promise.race([opened, late]);
    } finally {
      patience.abort();
    }
  }

  private follow(link: Omit<Link, 'fail'>, events: AsyncIterable<EngineEvent>): Promise<never> {
    return new Promise((_resolve, reject) => {
      for (const list of Object.values(this.lists)) list.connect({ ...link, fail: reject });
      const stopWatching = this.watchLife(link, reject);
      link.signal.addEventListener('abort', () => stopWatching.dispose(), { once: true });
      this.route(events, link.signal).catch(reject);
    });
  }

  private async route(events: AsyncIterable<EngineEvent>, signal: AbortSignal): Promise<never> {
    for await (const event of events) {
      const touch = touchOf(event);
      if (touch) this.lists[touch.kind].touch(touch.id);
      if (touch?.early) this.touchAgain(touch, signal);
    }
    throw new EngineError('connectionLost');
  }

  private touchAgain({ kind, id }: Touch, signal: AbortSignal): void {
    for (const later of this.times.again)
      delay(later, signal).then(
        () => this.lists[kind].touch(id),
        () => {},
      );
  }

  /** A dying engine keeps its event stream open: a hint or a quiet while makes us ask whether it still answers. */
  private watchLife({ engine, signal }: Omit<Link, 'fail'>, fail: (error: unknown) => void): Disposable {
    const ask = () => void engine.ping(signal).catch(fail);
    const timer = setInterval(ask, this.times.watchdogEvery);
    const hints = this.source.onHint(ask);
    return toDisposable(() => {
      clearInterval(timer);
      hints.dispose();
    });
  }

  /** Resolves with true when a hint or a refresh cut the pause short. */
  private pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(false), milliseconds);
      const end = (early: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.wake = () => {};
        resolve(early);
      };
      const onAbort = () => end(false);
      this.wake = () => end(true);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  private setConnection(connection: ConnectionState): void {
    if (sameConnection(connection, this.connection)) return;
    this.connection = connection;
    this.publish({ connection: true });
  }

  private publish(change: SnapshotChange): void {
    const { container, image } = this.lists;
    this.current = {
      connection: this.connection,
      ...(container.rows && { container: container.rows }),
      ...(image.rows && { image: image.rows }),
    };
    this.changed.fire(change);
  }
}

/** A failure that repeats is no news. */
function sameConnection(a: ConnectionState, b: ConnectionState): boolean {
  if (a.state === 'failed' && b.state === 'failed') return a.error.message === b.error.message;
  return a.state === b.state;
}

const containerSource = {
  all: (engine: Engine, signal: AbortSignal) => engine.containers.list({}, signal),
  some: (engine: Engine, ids: readonly string[], signal: AbortSignal) => engine.containers.list({ ids }, signal),
};

/** A tag moves to another image without a word about the one that loses it, so only the whole list is true. */
const imageSource = { all: (engine: Engine, signal: AbortSignal) => engine.images.list(signal) };

async function* lateEvents(opened: Promise<AsyncIterable<EngineEvent>>): AsyncIterable<EngineEvent> {
  yield* await opened;
}

/** What can heal on this machine is tried soon and often, the rest (ssh, TLS, names) slowly. */
function retryDelay(attempt: number, error: EngineError): number {
  const isNear = EngineError.is(error, 'socketMissing', 'connectionRefused', 'connectionLost', 'silent');
  return isNear ? Math.min(50 * 2 ** attempt, 5000) : Math.min(5000 * 2 ** attempt, 60_000);
}
