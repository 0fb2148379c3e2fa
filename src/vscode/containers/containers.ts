import * as l10n from '@vscode/l10n';
import { env } from 'vscode';
import type { ContainerCommandArgs } from '../../contributions/commands/container.js';
import type { HandlersOf } from '../../contributions/commands.js';
import type { Container } from '../../core/engine/models.js';
import type { KnownUpdates } from '../../core/registry/knownUpdates.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import type { FeatureContext } from '../base/featureContext.js';
import { indented, jsonDocuments } from '../base/jsonDocuments.js';
import type { ProcessTerminals } from '../base/processTerminals.js';
import { findTarget, findTargets, type TargetArgs } from '../base/targets.js';
import { browseHandler, copyAddressHandler } from './browse.js';
import { containerTargets } from './containerTargets.js';
import { execHandler, shellHandler } from './exec.js';
import { killHandler, lifecycleHandlers } from './lifecycle.js';
import { pruneHandler } from './prune.js';
import { removeHandler } from './remove.js';
import { renameHandler } from './rename.js';
import { updateHandler } from './update.js';

/** The verbs of containers. */
export function registerContainers(
  context: FeatureContext,
  terminals: ProcessTerminals,
  logins: RegistryLogins,
  updates: KnownUpdates,
): HandlersOf<ContainerCommandArgs> {
  return {
    ...lifecycleHandlers(context),
    'container.kill': killHandler(context),
    'container.rename': renameHandler(context),
    'container.remove': removeHandler(context),
    'container.prune': pruneHandler(context),
    'container.update': updateHandler(context, logins, updates),
    'container.openShell': shellHandler(context, terminals),
    'container.exec': execHandler(context, terminals),
    'container.openInBrowser': browseHandler(context),
    'container.inspect': inspectHandler(context),
    'container.copyId': copyHandler(context, ({ id }) => id),
    'container.copyName': copyHandler(context, ({ name }) => name),
    'container.copyAddress': copyAddressHandler(context),
  };
}

function inspectHandler(context: FeatureContext) {
  const open = jsonDocuments(context, 'longshore-container', async (id: string) =>
    indented(await (await context.access.engine()).containers.inspect(id)),
  );
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which container to inspect?'), none: l10n.t('There is no container.') };
    const found = await findTarget(context, containerTargets, wish, args);
    if (found) await open(found.target.name, found.target.id);
  };
}

function copyHandler(context: FeatureContext, text: (container: Container) => string) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which containers?'), none: l10n.t('There is no container.') };
    const { targets } = await findTargets(context, containerTargets, wish, args);
    if (targets.length > 0) await env.clipboard.writeText(targets.map(text).join('\n'));
  };
}
