import * as l10n from '@vscode/l10n';
import { type ExtensionContext, l10n as editorTexts, window } from 'vscode';
import type { Handlers } from './contributions/commands.js';
import { DisposableStore } from './core/base/disposable.js';
import type { Credentials } from './core/build/transport.js';
import { KnownUpdates } from './core/registry/knownUpdates.js';
import { BuildContexts } from './vscode/base/buildContexts.js';
import { BuildMemory } from './vscode/base/buildMemory.js';
import { CommandLines } from './vscode/base/commandLines.js';
import { registerCommands } from './vscode/base/commands.js';
import { channelLogger } from './vscode/base/logger.js';
import { ProcessTerminals } from './vscode/base/processTerminals.js';
import { errorReporter } from './vscode/base/reportError.js';
import { RowSelection } from './vscode/base/rowSelection.js';
import { registerBuild } from './vscode/build/build.js';
import { registerConnection } from './vscode/connection/connection.js';
import { registerContainers } from './vscode/containers/containers.js';
import { containerTargets } from './vscode/containers/containerTargets.js';
import { registerDockerfile } from './vscode/dockerfile/dockerfile.js';
import { registerExplorer } from './vscode/explorer/explorer.js';
import { registerImages } from './vscode/images/images.js';
import { registerLogs } from './vscode/logs/logs.js';
import { registerRegistries } from './vscode/registries/registries.js';

/** The root: builds features, hands them what they need, and owns what they made. No logic, no I/O. */
export function activate(extension: ExtensionContext): void {
  if (editorTexts.bundle) l10n.config({ contents: editorTexts.bundle });
  const disposables = new DisposableStore();
  const channel = disposables.add(window.createOutputChannel('Longshore', { log: true }));
  const logger = channelLogger(channel);
  const base = {
    disposables,
    logger,
    report: errorReporter(logger),
    extension,
    selection: new RowSelection(),
    commandLines: disposables.add(new CommandLines()),
  };
  const connection = registerConnection(base);
  const context = { ...base, access: connection.access };
  const updates = disposables.add(new KnownUpdates());
  const registries = registerRegistries(context, updates);
  const memory = disposables.add(new BuildMemory(extension.workspaceState));
  const contexts = disposables.add(new BuildContexts(memory));
  const credentials: Credentials = (host, signal) => registries.logins.authFor(host, signal);
  const terminals = disposables.add(new ProcessTerminals(logger));
  const handlers = {
    ...connection.handlers,
    ...registerExplorer(context, updates),
    ...registerContainers(context, terminals, registries.logins, updates),
    ...registerLogs(context, containerTargets),
    ...registerImages(context, registries.logins, terminals),
    ...registries.handlers,
    ...registerBuild(context, { memory, contexts, credentials }),
    ...registerDockerfile(context, registries.catalog, { contexts, memory }),
  } satisfies Handlers;
  disposables.add(registerCommands(handlers, extension.extension.packageJSON.contributes, base.report));
  extension.subscriptions.push(disposables);
}
