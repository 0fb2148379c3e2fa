import * as l10n from '@vscode/l10n';
import { commands, window } from 'vscode';
import { isRepositoryPath, parseImageReference } from '../../core/base/imageReference.js';
import { registryName } from '../../core/explorer/kinds/registry.js';
import type { RegistryNode, RegistryProblemNode } from '../../core/explorer/node.js';
import { dockerHub } from '../../core/registry/address.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { ConnectionStore } from '../../core/registry/connections.js';
import { pickPaged } from './pagedPick.js';
import { pickHost, pickTag } from './tagTargets.js';
import { referenceOf } from './tagVerbs.js';

/** Adds a repository to a registry's rows, for registries that do not list theirs. */
export function addRepositoryHandler(catalog: RegistryCatalog, connections: ConnectionStore, changed: () => void) {
  return async (target?: RegistryNode | RegistryProblemNode | string): Promise<void> => {
    const named = typeof target === 'string' ? parseImageReference(target) : undefined;
    const shown = typeof target === 'object' ? target.host : '';
    const host = named?.host ?? (shown || (await pickHost(catalog)));
    const path = named?.path ?? (host && (await askPath(host)));
    if (!host || !path) return;
    const connection = connections.list().find((candidate) => candidate.host === host) ?? { host };
    await connections.save({ ...connection, repositories: [...new Set([...(connection.repositories ?? []), path])] });
    changed();
  };
}

async function askPath(host: string): Promise<string | undefined> {
  const path = await window.showInputBox({
    title: l10n.t('Add a repository of {0}', registryName(host)),
    placeHolder: 'owner/name',
    validateInput: (text) =>
      isRepositoryPath(text.trim()) ? undefined : l10n.t('Names are lower-case words, as owner/name.'),
  });
  return path?.trim();
}

/** Searches Docker Hub, and pulls the tag that is picked in what is found. */
export function searchHandler(catalog: RegistryCatalog) {
  return async (term?: string): Promise<void> => {
    const words =
      term ?? (await window.showInputBox({ title: l10n.t('Search Docker Hub'), placeHolder: 'nginx, postgres, …' }));
    if (!words?.trim()) return;
    const { provider } = await catalog.registry(dockerHub);
    if (!provider.search) return;
    const found = await pickPaged({
      title: l10n.t('Docker Hub: {0}', words),
      placeholder: l10n.t('Pick a repository to see its tags'),
      fetchPage: provider.search(words.trim()),
      item: ({ path, description = '', official, stars }) => ({
        label: path.replace(/^library\//, ''),
        description: [official ? l10n.t('official') : '', stars ? `★ ${stars.toLocaleString()}` : '']
          .filter(Boolean)
          .join(' · '),
        detail: description,
      }),
    });
    const tag = found && (await pickTag(catalog, { host: dockerHub, path: found.path }));
    if (tag) await commands.executeCommand('longshore.image.pull', referenceOf(tag));
  };
}
