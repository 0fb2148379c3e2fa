import { delay, inTime } from '../base/async.js';
import { type Disposable, toDisposable } from '../base/disposable.js';
import { errorText } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import { formatEndpoint } from './endpoint.js';
import type { Engine } from './engine.js';
import { EngineError } from './errors.js';
import type { Link } from './liveList.js';
import type { EngineEvent } from './models.js';
import type { ConnectionState } from './resources.js';

/** Where a connection gets its engine from. */
export interface EngineSource {
  /** Looks for the engine anew; one that answers is the caller's. */
  open(signal: AbortSignal): Promise<Engine>;
  /** Calls back when something on this machine suggests that an engine came, went or is no longer the one meant. */
  onHint(listener: () => void): Disposable;
}

/** Times in milliseconds. */
export interface ConnectionTimes {
  /** How often a quiet connection is asked whether it lives. */
  readonly watchdogEvery: number;
  /** For an engine that cannot say when its events begin to count. */
  readonly eventsWithin: number;
  readonly retry: (attempt: number, error: EngineError) => number;
}

export const usualConnectionTimes: ConnectionTimes = { watchdogEvery: 30_000, eventsWithin: 1000, retry: retryDelay };

/** Who lives on a connection. */
export interface ConnectionUser {
  /** Uses it from now on, until its signal fires; rejects when the events end. */
  follow(link: Link, events: AsyncIterable<EngineEvent>): Promise<never>;
  /** Told when the state is another one. */
  onChange(): void;
}

/** Connects to an engine, and after a loss again, between start and stop. */
export class Connection {
  private current: ConnectionState = { state: 'idle' };
  private live: Engine | undefined;
  private run: AbortController | undefined;
  private wake = () => {};

  constructor(
    private readonly source: EngineSource,
    private readonly times: ConnectionTimes,
    private readonly logger: Logger,
    private readonly user: ConnectionUser,
  ) {}

  get state(): ConnectionState {
    return this.current;
  }

  /** The engine while it is connected. */
  get engine(): Engine | undefined {
    return this.live;
  }

  start(): void {
    if (this.run) return;
    this.run = new AbortController();
    void this.keepConnected(this.run.signal);
  }

  stop(): void {
    this.run?.abort();
    this.run = undefined;
    this.live = undefined;
    this.change({ state: 'idle' });
  }

  /** Connects at once if it is waiting to try again. */
  retrySoon(): void {
    this.wake();
  }

  /** Connects, follows, and after a loss tries again, until the signal fires. */
  private async keepConnected(signal: AbortSignal): Promise<void> {
    this.change({ state: 'connecting' });
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
    this.change({ state: 'failed', error: failure });
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
      this.connected(engine);
      return await this.follow({ engine, signal: link }, events);
    } catch (error) {
      return error instanceof EngineError ? error : new EngineError('engineFailed', errorText(error), { cause: error });
    } finally {
      session.abort();
      engine?.dispose();
    }
  }

  private connected(engine: Engine): void {
    this.live = engine;
    this.logger.info(`Connected to ${formatEndpoint(engine.endpoint)}`);
    this.change({ state: 'connected' });
  }

  /** Some engines answer only with their first event; the lists do not wait for that. */
  private async subscribe(engine: Engine, signal: AbortSignal): Promise<AsyncIterable<EngineEvent>> {
    const opened = engine.events(signal);
    opened.catch(() => {});
    return (await inTime(opened, this.times.eventsWithin)) ?? lateEvents(opened);
  }

  private follow(link: Omit<Link, 'fail'>, events: AsyncIterable<EngineEvent>): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.user.follow({ ...link, fail: reject }, events).catch(reject);
      const stopWatching = this.watchLife(link, reject);
      link.signal.addEventListener('abort', () => stopWatching.dispose(), { once: true });
    });
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

  /** Resolves with true when a hint or a wish cut the pause short. */
  private async pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    const early = new AbortController();
    this.wake = () => early.abort();
    await delay(milliseconds, AbortSignal.any([signal, early.signal])).catch(() => {});
    return early.signal.aborted;
  }

  private change(state: ConnectionState): void {
    if (sameState(state, this.current)) return;
    this.current = state;
    this.user.onChange();
  }
}

/** A failure that repeats is no news. */
function sameState(a: ConnectionState, b: ConnectionState): boolean {
  if (a.state === 'failed' && b.state === 'failed') return a.error.message === b.error.message;
  return a.state === b.state;
}

async function* lateEvents(opened: Promise<AsyncIterable<EngineEvent>>): AsyncIterable<EngineEvent> {
  yield* await opened;
}

/** What can heal on this machine is tried soon and often, the rest (ssh, TLS, names) slowly. */
function retryDelay(attempt: number, error: EngineError): number {
  const isNear = EngineError.is(error, 'socketMissing', 'connectionRefused', 'connectionLost', 'silent');
  return isNear ? Math.min(50 * 2 ** attempt, 5000) : Math.min(5000 * 2 ** attempt, 60_000);
}
