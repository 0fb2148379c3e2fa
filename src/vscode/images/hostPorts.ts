import { createServer } from 'node:net';
import * as l10n from '@vscode/l10n';
import type { Engine } from '../../core/engine/engine.js';
import { containerHolding, type PortHolder } from '../../core/spec/ports.js';

/** Says who holds a port of the engine's host: a container by name, or another program where the engine is on this host. */
export async function hostPortHolder(engine: Engine): Promise<PortHolder> {
  const containers = await engine.containers.list();
  const isLocal = engine.endpoint.kind === 'socket';
  return async (hostPort, protocol) => {
    const container = containerHolding(containers, hostPort, protocol);
    if (container) return container.name;
    const isTaken = isLocal && protocol === 'tcp' && (await isListening(hostPort));
    return isTaken ? l10n.t('another program') : undefined;
  };
}

/** True when another program listens on the port; a port that this user may not open counts as free. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE'));
    probe.listen({ port, host: '0.0.0.0', exclusive: true }, () => probe.close(() => resolve(false)));
  });
}
