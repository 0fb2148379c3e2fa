import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import { env, workspace } from 'vscode';
import type { RegistryCommandArgs } from '../../contributions/commands/registry.js';
import type { HandlersOf } from '../../contributions/commands.js';
import { dockerConfigFolder } from '../../core/base/configFolders.js';
import { registryName } from '../../core/explorer/kinds/registry.js';
import type { RegistryNode, RegistryTreeNode, RepositoryNode } from '../../core/explorer/node.js';
import type { RegistryTree } from '../../core/explorer/registryTree.js';
import { RegistryCatalog } from '../../core/registry/catalog.js';
import { withCertificates } from '../../core/registry/certificateFetch.js';
import { certificateFolders, readCertificates } from '../../core/registry/certificates.js';
import type { HelperRunner } from '../../core/registry/credentialHelper.js';
import { DockerLoginStore } from '../../core/registry/dockerLoginStore.js';
import { DockerLogins } from '../../core/registry/dockerLogins.js';
import { defaultTransport, type Transport } from '../../core/registry/http.js';
import type { KnownUpdates } from '../../core/registry/knownUpdates.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showNote } from '../base/messages.js';
import { explain } from '../base/reportError.js';
import { readSetting } from '../base/settings.js';
import { cleanUpHandler } from './cleanUp.js';
import { compareHandler } from './compare.js';
import { connectHandler } from './connect.js';
import { copyVerbs } from './copyVerbs.js';
import { deleteTagsHandler } from './deleteTags.js';
import { disconnectHandler } from './disconnect.js';
import { openDocumentHandler } from './documents.js';
import { loginVerbs } from './loginVerbs.js';
import { pullAllHandler } from './pullAll.js';
import { RegistriesView } from './registriesView.js';
import { addRepositoryHandler, searchHandler } from './repositoryVerbs.js';
import { storedConnections } from './storedConnections.js';
import type { RepositoryTarget } from './tagTargets.js';
import { tagVerbs } from './tagVerbs.js';
import { treeSource } from './treeSource.js';
import { checkUpdatesHandler } from './updates.js';
import { useInFromHandler } from './useInFrom.js';

export interface RegistriesFeature {
  readonly logins: RegistryLogins;
  /** Every registry of the person, for those who complete image names. */
  readonly catalog: RegistryCatalog;
  readonly handlers: HandlersOf<RegistryCommandArgs>;
}

const helperTimeout = 30_000;

/** The view of registries, its verbs, and the logins that pull, push and build use. */
export function registerRegistries(context: FeatureContext, updates: KnownUpdates): RegistriesFeature {
  const runner = { env: process.env, platform: process.platform, home: homedir(), timeout: helperTimeout };
  const transport = transportFor(runner);
  const connections = storedConnections(context.extension);
  const docker = new DockerLoginStore(runner);
  const catalog = new RegistryCatalog({
    connections,
    docker: new DockerLogins(runner),
    transport: () => transport,
    logger: context.logger,
  });
  context.disposables.add(
    catalog.onDidWarn(({ host, text }) => void showNote(l10n.t('{0} says: {1}', registryName(host), text))),
  );
  const view = context.disposables.add(
    new RegistriesView(context, catalog, treeSource(catalog, connections, context.access, { explain, readSetting }), {
      folder: dockerConfigFolder(runner),
      changed: () => reading.reload(),
    }),
  );
  const { model } = view;
  const places = { catalog, connections, docker, changed: () => model.refresh(), report: context.report };
  const reading = readingAgain(catalog, model);
  return {
    logins: catalog,
    catalog,
    handlers: {
      'registry.connect': connectHandler(places),
      'registry.disconnect': disconnectHandler(places),
      ...loginVerbs(catalog, docker, () => model.refresh()),
      'registry.refresh': reading.refresh,
      'registry.search': searchHandler(catalog),
      'registry.checkUpdates': checkUpdatesHandler(context, catalog, updates),
      'registry.loadMore': (node) => node && model.more(node),
      'registry.retry': (node) => node && model.retry(node),
      'registry.copyValue': (node) => env.clipboard.writeText(node?.value ?? ''),
      'registry.openDocument': openDocumentHandler(context, catalog),
      'registries.filter': (text) => view.filter(text),
      'registries.clearFilter': () => view.filter(''),
      'repository.add': addRepositoryHandler(catalog, connections, () => model.refresh()),
      ...tagVerbs(context, catalog),
      ...copyVerbs(context, catalog, reading.reread),
      'tag.compare': compareHandler(context, catalog),
      'tag.useInFrom': useInFromHandler(context, catalog),
      'tag.delete': deleteTagsHandler(context, catalog, reading.reread),
      'repository.pullAll': pullAllHandler(context, catalog),
      'repository.cleanUp': cleanUpHandler(context, catalog, reading.reread),
    },
  };
}

/** What has changed is read again, with the login that is there by now. */
function readingAgain(catalog: RegistryCatalog, model: RegistryTree) {
  const reload = () => {
    catalog.forget();
    model.refresh();
  };
  const rereadBelow = (host: string, row: RegistryTreeNode | undefined) => {
    catalog.forget(host);
    if (row) model.refresh(row);
  };
  return {
    reload,
    refresh: (target?: RegistryNode | RepositoryNode | string) => {
      if (target === undefined) return reload();
      if (typeof target === 'string') return rereadBelow(target, model.registry(target));
      return rereadBelow(target.host, target);
    },
    reread: ({ host, path }: RepositoryTarget) =>
      rereadBelow(host, model.repository(host, path) ?? model.registry(host)),
  };
}

/** The editor's own way to the network, with the certificates that Docker trusts for single hosts. */
function transportFor({ platform, home, env: variables }: HelperRunner): Transport {
  const transport = defaultTransport();
  const folders = certificateFolders(platform, home, variables);
  // VS Code obeys it in its own fetch.
  const trustsSystem = () => workspace.getConfiguration('http').get('systemCertificates', true);
  return {
    ...transport,
    fetch: withCertificates(transport.fetch, (host) => readCertificates(folders, host, platform), trustsSystem),
  };
}
