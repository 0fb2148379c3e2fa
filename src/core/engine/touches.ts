import type { EngineEvent } from './models.js';
import type { ResourceKind } from './resources.js';

/** An object whose row an event may have changed. */
export interface Touch {
  readonly kind: ResourceKind;
  readonly id: string;
  /** The engine may still list the object as it was: it says this before it writes it down. */
  readonly early?: true;
}

/** Container events after which the container's row is as it was; health checks make three a run. */
const idleContainerActions: ReadonlySet<string> = new Set([
  'exec_create',
  'exec_start',
  'exec_die',
  'exec_detach',
  'exec',
  'exec_died',
  'attach',
  'detach',
  'top',
  'resize',
  'export',
  'copy',
  'commit',
  'archive-path',
  'extract-to-dir',
  'sync',
]);

/**
 * After these the list is written only when more is done, as the network of a dead container is let go.
 * Sources: https://github.com/moby/moby/blob/v20.10.24/daemon/unpause.go and monitor.go beside it, where the event
 * stands before the checkpoint, and stop.go, which waits for the state and not for the checkpoint. A network that
 * is connected is told of before the checkpoint too (container_operations.go).
 */
const earlyActions: ReadonlySet<string> = new Set(['pause', 'unpause', 'die', 'stop']);

/** What an event may have changed. Source: https://docs.docker.com/reference/cli/docker/system/events/ */
export function touchOf({ type, action, id, attributes }: EngineEvent): Touch | undefined {
  if (type === 'container' && earlyActions.has(action)) return { kind: 'container', id, early: true };
  if (type === 'container' && !idleContainerActions.has(action)) return { kind: 'container', id };
  // A push gives the image the digest of what was pushed.
  if (type === 'image' && action !== 'save') return { kind: 'image', id };
  const container = type === 'network' ? attributes['container'] : undefined;
  if (!container) return undefined;
  return { kind: 'container', id: container, ...(action === 'connect' && { early: true }) };
}
