import * as l10n from '@vscode/l10n';
import type { LogsCommandArgs } from '../../contributions/commands/logs.js';
import type { HandlersOf } from '../../contributions/commands.js';
import type { Container } from '../../core/engine/models.js';
import { engineLogSource } from '../../core/logs/engineSource.js';
import type { FeatureContext } from '../base/featureContext.js';
import { findTarget, findTargets, type TargetArgs, type TargetKind } from '../base/targets.js';
import { askOptions, optionsFromSettings } from './logOptions.js';
import { LogTerminals } from './logTerminals.js';
import { saveLogs } from './saveLogs.js';

/** Logs in terminals and files. */
export function registerLogs(context: FeatureContext, containers: TargetKind<Container>): HandlersOf<LogsCommandArgs> {
  const terminals = context.disposables.add(new LogTerminals(engineLogSource(context.access)));
  const none = () => l10n.t('There is no container.');
  const findMany = (args: TargetArgs) =>
    findTargets(context, containers, { question: l10n.t('Whose logs?'), none: none() }, args);
  return {
    'container.viewLogs': async (...args) => {
      const { targets } = await findMany(args);
      if (targets.length > 0) terminals.show(targets, optionsFromSettings());
    },
    'container.viewLogsWithOptions': async (...args) => {
      const { targets } = await findMany(args);
      const options = targets.length > 0 ? await askOptions() : undefined;
      if (options) terminals.replace(targets, options);
    },
    'container.saveLogs': async (...args) => {
      const wish = { question: l10n.t('Whose logs should be saved?'), none: none() };
      const found = await findTarget(context, containers, wish, args);
      if (found) await saveLogs(found.engine, found.target);
    },
  };
}
