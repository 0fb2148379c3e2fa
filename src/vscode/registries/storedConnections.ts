import type { ExtensionContext } from 'vscode';
import type { Connection, ConnectionStore } from '../../core/registry/connections.js';
import type { Credential } from '../../core/registry/credential.js';

const listKey = 'registries.connections';
const secretKey = (host: string) => `registry.${host}`;

/** Connections in the extension's global state, their secrets in VS Code's secret storage. */
export function storedConnections({ globalState, secrets }: ExtensionContext): ConnectionStore {
  const list = () => globalState.get<readonly Connection[]>(listKey, []);
  const others = (host: string) => list().filter((connection) => connection.host !== host);
  return {
    list,
    credential: async (host) => readCredential(await secrets.get(secretKey(host))),
    save: async (connection, credential) => {
      if (credential) await secrets.store(secretKey(connection.host), JSON.stringify(credential));
      await globalState.update(listKey, [...others(connection.host), connection]);
    },
    remove: async (host) => {
      await secrets.delete(secretKey(host));
      await globalState.update(listKey, others(host));
    },
  };
}

function readCredential(text: string | undefined): Credential | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Credential;
  } catch {
    return undefined;
  }
}
