import type { Disposable } from '../base/disposable.js';
import type { Event } from '../base/event.js';
import type { Engine } from './engine.js';
import type { EngineError } from './errors.js';
import type { Container, Image } from './models.js';

export type ResourceKind = 'container' | 'image';

export type ConnectionState =
  /** Nobody has asked yet. */
  | { readonly state: 'idle' }
  | { readonly state: 'connecting' }
  | { readonly state: 'connected' }
  /** Tried again by itself while somebody watches. */
  | { readonly state: 'failed'; readonly error: EngineError };

/**
 * What is known of an engine at one moment. A kind is undefined until its first list has arrived; its rows stay as they
 * were while the connection is away, until another engine is meant.
 */
export interface Snapshot {
  readonly connection: ConnectionState;
  readonly container?: ReadonlyMap<string, Container>;
  readonly image?: ReadonlyMap<string, Image>;
}

/** What differs from the snapshot before. */
export interface SnapshotChange {
  readonly connection: boolean;
  /** Ids that came, went or changed; undefined when the whole list is new. */
  readonly container?: ReadonlySet<string> | 'all';
  readonly image?: ReadonlySet<string> | 'all';
}

/** One live picture of an engine, made of one list of each kind and then of its events. */
export interface Resources extends Disposable {
  readonly snapshot: Snapshot;
  readonly onDidChange: Event<SnapshotChange>;
  /** Keeps the kind alive until disposed; with no watchers left the store closes its connection after a moment. */
  watch(kind: ResourceKind): Disposable;
  /** Connects at once if it is waiting to try again, and lists anew. */
  refresh(): void;
}

/** The engine that the window works with at the moment. */
export interface EngineAccess {
  /** Connects if needed; throws an EngineError that says why not. */
  engine(signal?: AbortSignal): Promise<Engine>;
  /** Fires when another endpoint is in use from now on. */
  readonly onDidChangeEngine: Event<void>;
  /** What confirmations call it: the context's name or the address. */
  readonly label: string;
  readonly resources: Resources;
}
