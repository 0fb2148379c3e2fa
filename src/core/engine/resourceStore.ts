import { delay, inTime } from '../base/async.js';
import { type Disposable, toDisposable } from '../base/disposable.js';
import { Emitter } from '../base/event.js';
import { type Logger, silentLogger } from '../base/logger.js';
import { Connection, type ConnectionTimes, type EngineSource, usualConnectionTimes } from './connection.js';
import type { Engine } from './engine.js';
import { EngineError } from './errors.js';
import { type Link, LiveList } from './liveList.js';
import type { Container, EngineEvent, Image } from './models.js';
import type { ResourceKind, Resources, Snapshot, SnapshotChange } from './resources.js';
import { type Touch, touchOf } from './touches.js';

/** Times in milliseconds. */
export interface StoreTimes extends ConnectionTimes {
  /** Without a watcher for so long, the connection is closed. */
  readonly idleAfter: number;
  /** Images wait for the containers of a new connection for so long at most. */
  readonly imagesWithin: number;
  /** What a window gets to draw the containers before the engine is asked for images. */
  readonly drawing: number;
  /** Between two calls for the same kind, at least. */
  readonly rest: number;
  /** After events that come before the lists know of them: up to 300 ms were seen, on a busy machine more. */
  readonly again: readonly number[];
}

const usualTimes: StoreTimes = {
  ...usualConnectionTimes,
  idleAfter: 5000,
  imagesWithin: 500,
  drawing: 60,
  rest: 50,
  again: [100, 1000, 5000],
};

/** One live picture of an engine: a list of each watched kind, then its events. */
export class ResourceStore implements Resources {
  private readonly changed = new Emitter<SnapshotChange>();
  readonly onDidChange = this.changed.event;
  private readonly times: StoreTimes;
  private readonly lists: { readonly container: LiveList<Container>; readonly image: LiveList<Image> };
  private readonly watchers: Record<ResourceKind, number> = { container: 0, image: 0 };
  private readonly connection: Connection;
  private current: Snapshot = { connection: { state: 'idle' } };
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(source: EngineSource, times: Partial<StoreTimes> = {}, logger: Logger = silentLogger) {
    this.times = { ...usualTimes, ...times };
    const { rest } = this.times;
    this.lists = {
      container: new LiveList(containerSource, rest, (ids) => this.publish({ connection: false, container: ids })),
      image: new LiveList(imageSource, rest, (ids) => this.publish({ connection: false, image: ids })),
    };
    this.connection = new Connection(source, this.times, logger, {
      follow: (link, events) => this.follow(link, events),
      onChange: () => this.publish({ connection: true }),
    });
  }

  get snapshot(): Snapshot {
    return this.current;
  }

  /** The engine while the connection lives. */
  get engine(): Engine | undefined {
    return this.connection.engine;
  }

  watch(kind: ResourceKind): Disposable {
    this.watchers[kind] += 1;
    clearTimeout(this.idleTimer);
    this.lists[kind].setAwake(true);
    this.connection.start();
    return toDisposable(() => {
      this.watchers[kind] -= 1;
      if (this.watchers[kind] === 0) this.lists[kind].setAwake(false);
      if (!this.isWatched) this.idleTimer = setTimeout(() => this.stop(), this.times.idleAfter);
    });
  }

  refresh(): void {
    this.retrySoon();
    for (const list of Object.values(this.lists)) list.touchAll();
  }

  /** Connects at once if it is waiting to try again. */
  retrySoon(): void {
    this.connection.retrySoon();
  }

  /** Forgets everything and begins anew: another engine is meant from now on. */
  restart(): void {
    this.stop();
    for (const list of Object.values(this.lists)) list.clear();
    this.publish({ connection: true, container: 'all', image: 'all' });
    if (this.isWatched) this.connection.start();
  }

  dispose(): void {
    this.stop();
    this.changed.dispose();
  }

  private get isWatched(): boolean {
    return Object.values(this.watchers).some((count) => count > 0);
  }

  private stop(): void {
    clearTimeout(this.idleTimer);
    this.connection.stop();
  }

  private follow(link: Link, events: AsyncIterable<EngineEvent>): Promise<never> {
    const { container, image } = this.lists;
    // What a window shows first is asked for first and drawn first: two lists at once come later than either alone.
    inTime(container.connect(link), this.times.imagesWithin)
      .then(() => delay(this.times.drawing, link.signal))
      .then(
        () => image.connect(link),
        () => {},
      );
    return this.route(events, link.signal);
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

  private publish(change: SnapshotChange): void {
    const { container, image } = this.lists;
    this.current = {
      connection: this.connection.state,
      ...(container.rows && { container: container.rows }),
      ...(image.rows && { image: image.rows }),
    };
    this.changed.fire(change);
  }
}

const containerSource = {
  all: (engine: Engine, signal: AbortSignal) => engine.containers.list({}, signal),
  some: (engine: Engine, ids: readonly string[], signal: AbortSignal) => engine.containers.list({ ids }, signal),
};

/** A tag moves to another image without a word about the one that loses it, so only the whole list is true. */
const imageSource = { all: (engine: Engine, signal: AbortSignal) => engine.images.list(signal) };
