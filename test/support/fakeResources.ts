import { Emitter } from '../../src/core/base/event.js';
import type { Container, Image } from '../../src/core/engine/models.js';
import type {
  ConnectionState,
  ResourceKind,
  Resources,
  Snapshot,
  SnapshotChange,
} from '../../src/core/engine/resources.js';
import { mapById } from './engineModels.js';

export const connected: ConnectionState = { state: 'connected' };

/** An engine's picture that a test paints itself. */
export class FakeResources implements Resources {
  private readonly changes = new Emitter<SnapshotChange>();
  readonly onDidChange = this.changes.event;
  readonly watched: ResourceKind[] = [];
  snapshot: Snapshot = { connection: { state: 'idle' } };
  refreshes = 0;

  watch(kind: ResourceKind) {
    this.watched.push(kind);
    return { dispose: () => void this.watched.splice(this.watched.indexOf(kind), 1) };
  }

  refresh(): void {
    this.refreshes += 1;
  }

  connection(connection: ConnectionState, keepRows = false): void {
    this.snapshot = keepRows ? { ...this.snapshot, connection } : { connection };
    this.changes.fire({ connection: true });
  }

  containers(...containers: readonly Container[]): void {
    this.snapshot = { ...this.snapshot, connection: connected, container: mapById(containers) };
    this.changes.fire({ connection: true, container: 'all' });
  }

  images(...images: readonly Image[]): void {
    this.snapshot = { ...this.snapshot, connection: connected, image: mapById(images) };
    this.changes.fire({ connection: true, image: 'all' });
  }

  /** One container came or changed, as an event tells. */
  container(container: Container): void {
    const map = new Map(this.snapshot.container).set(container.id, container);
    this.snapshot = { ...this.snapshot, container: map };
    this.changes.fire({ connection: false, container: new Set([container.id]) });
  }

  removeContainer(id: string): void {
    const map = new Map(this.snapshot.container);
    map.delete(id);
    this.snapshot = { ...this.snapshot, container: map };
    this.changes.fire({ connection: false, container: new Set([id]) });
  }

  dispose(): void {
    this.changes.dispose();
  }
}
