import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import { registryName } from '../../core/explorer/kinds/registry.js';
import type { RegistryNode } from '../../core/explorer/node.js';
import { canonicalHost } from '../../core/registry/address.js';
import type { ConnectionStore } from '../../core/registry/connections.js';
import { confirm } from '../base/confirm.js';
import { showNote } from '../base/messages.js';
import type { ConnectPlaces } from './connect.js';

/** Forgets a registry and the login that Longshore keeps, wherever it put it; others of the docker CLI stay. */
export function disconnectHandler({ catalog, connections, docker, changed }: ConnectPlaces) {
  return async (target?: RegistryNode | string): Promise<void> => {
    const host = typeof target === 'string' ? canonicalHost(target) : (target?.host ?? (await pick(connections)));
    if (host === undefined) return;
    const name = registryName(host);
    const question = l10n.t('Disconnect {0}?', name);
    const inDocker = connections.list().find((connection) => connection.host === host)?.loginInDocker;
    const detail = inDocker
      ? l10n.t('Its login is forgotten, in the store of the docker CLI too. Nothing is deleted in the registry.')
      : l10n.t(
          "Longshore's login is forgotten; one of the docker CLI or Podman stays. Nothing is deleted in the registry.",
        );
    if (!(await confirm(question, detail, l10n.t('Disconnect')))) return;
    if (inDocker) await docker.erase(host);
    await connections.remove(host);
    catalog.forget(host);
    changed();
  };
}

async function pick(connections: ConnectionStore): Promise<string | undefined> {
  const items = connections
    .list()
    .map(({ host, username = '' }) => ({ label: registryName(host), description: username, host }));
  if (items.length === 0) {
    void showNote(l10n.t('No registry is connected.'));
    return undefined;
  }
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which registry to disconnect?') }))?.host;
}
