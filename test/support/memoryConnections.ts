import type { Connection, ConnectionStore } from '../../src/core/registry/connections.js';
import type { Credential } from '../../src/core/registry/credential.js';

/** Connections that nobody keeps. */
export function memoryConnections(): ConnectionStore {
  const connections = new Map<string, Connection>();
  const secrets = new Map<string, Credential>();
  return {
    list: () => [...connections.values()],
    credential: async (host) => secrets.get(host),
    save: async (connection, credential) => {
      connections.set(connection.host, connection);
      if (credential) secrets.set(connection.host, credential);
    },
    remove: async (host) => {
      connections.delete(host);
      secrets.delete(host);
    },
  };
}
