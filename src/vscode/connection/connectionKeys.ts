import type { Disposable } from '../../core/base/disposable.js';
import type { ConnectionState } from '../../core/engine/resources.js';
import { setContextKey } from '../base/contextKeys.js';

/** Milliseconds that a connection may take before the views say so: they would lay out words that go again at once. */
const patience = 1000;

/** Tells menus and views without rows how the connection is. */
export class ConnectionKeys implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  tell(connection: ConnectionState): void {
    clearTimeout(this.timer);
    if (connection.state === 'connecting')
      this.timer = setTimeout(() => setContextKey('engine.state', 'connecting'), patience);
    else this.settle(connection);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private settle(connection: Exclude<ConnectionState, { state: 'connecting' }>): void {
    if (connection.state === 'failed') setContextKey('engine.failure', connection.error.reason);
    setContextKey('engine.state', connection.state === 'idle' ? 'unknown' : connection.state);
  }
}
