import * as l10n from '@vscode/l10n';
import { Uri, window, workspace } from 'vscode';
import { UpdateError } from '../../core/update/errors.js';
import type { PlannedUpdate } from '../../core/update/plan.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showError, showNote } from '../base/messages.js';
import { offer } from '../base/offer.js';
import { explain } from '../base/reportError.js';
import type { Updated } from './update.js';

/** Says what an update has done: in one message what went well, and in one each what did not, with the log of what failed. */
export function updateResults(context: FeatureContext) {
  const showLog = logDocuments(context);
  return ({ done, current, cancelled, failed }: Updated): void => {
    const sentences = [
      done.length > 0 ? l10n.t('Updated {0}.', namesOf(done)) : '',
      current.length > 0 ? l10n.t('{0} has the newest image already.', namesOf(current)) : '',
      cancelled.length > 0 ? l10n.t('{0} is as it was.', namesOf(cancelled)) : '',
    ];
    const words = sentences.filter(Boolean).join(' ');
    if (words !== '') void showNote(words);
    for (const { item, error } of failed) explainFailure(context, showLog, item, error);
  };
}

function namesOf(plans: readonly PlannedUpdate[]): string {
  return plans.map(({ container }) => container.name).join(', ');
}

function explainFailure(
  { logger, report }: FeatureContext,
  showLog: (name: string, log: string) => Promise<void>,
  { container: { name } }: PlannedUpdate,
  error: unknown,
): void {
  logger.error(`Update ${name}`, error);
  const isBack = !UpdateError.is(error, 'notPutBack', 'oldNotRemoved');
  const sentences = [explain(error).message, ...(isBack ? [l10n.t('{0} is as it was.', name)] : [])];
  const log = error instanceof UpdateError ? error.log : '';
  const show = { title: l10n.t('Show Logs'), run: () => showLog(name, log) };
  const message = `${l10n.t('Update {0}', name)}: ${sentences.join(' ')}`;
  offer(report, showError, message, log === '' ? [] : [show]);
}

const scheme = 'longshore-update-log';

/** Shows the last words of containers that are gone. */
function logDocuments({ disposables }: FeatureContext) {
  const logs = new Map<string, string>();
  disposables.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => logs.get(uri.toString()) ?? '',
    }),
  );
  return async (name: string, log: string): Promise<void> => {
    const uri = Uri.from({ scheme, path: `/${name}.log`, query: String(logs.size) });
    logs.set(uri.toString(), log);
    await window.showTextDocument(uri, { preview: true });
  };
}
