import type { BuildEngine } from './engine.js';
import type { Wire } from './wire.js';

/** The raw build endpoints of the Engine API over a wire. */
export function buildCalls(wire: Wire): BuildEngine {
  return {
    build: (query, body, options, signal) =>
      wire.open({ method: 'POST', path: '/build', query, upload: body, headers: options?.headers ?? {}, signal }),
    upgrade: (path, headers, signal) =>
      wire.upgrade({ method: 'POST', path, headers: { Upgrade: 'h2c', ...headers }, signal }),
  };
}
