import * as l10n from '@vscode/l10n';
import { type BatchResult, runAll } from '../../core/base/batch.js';
import { EngineError } from '../../core/engine/errors.js';
import type { FeatureContext } from './featureContext.js';
import { showError } from './messages.js';
import { withDelayedProgress } from './progress.js';
import { explain } from './reportError.js';

/** The same verb for several objects. */
export interface Batch<T> {
  /** What is attempted, without the object: `Stop`. */
  readonly attempt: string;
  readonly items: readonly T[];
  name(item: T): string;
  run(item: T, signal: AbortSignal, report: (message: string) => void): Promise<unknown>;
  /** How many at once; four when absent. */
  readonly limit?: number;
}

const defaultLimit = 4;
const reasonsShown = 3;

/** Does all it can and reports what failed in one message; the log has every reason. */
export async function runBatch<T>(context: FeatureContext, batch: Batch<T>): Promise<BatchResult<T>> {
  const { attempt, items, limit = defaultLimit } = batch;
  const [first] = items;
  const title = items.length === 1 && first !== undefined ? `${attempt}: ${batch.name(first)}` : attempt;
  const result = await withDelayedProgress(title, (report, signal) => {
    let finished = 0;
    const count = () => {
      finished += 1;
      if (items.length > 1) report(l10n.t('{0} of {1}', finished, items.length));
    };
    return runAll(items, limit, (item) => tolerant(batch.run(item, signal, report)).finally(count), signal);
  });
  reportFailures(context, batch, result);
  return result;
}

/** What is already as it was asked for is no failure. */
async function tolerant(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!EngineError.is(error, 'notModified')) throw error;
  }
}

function reportFailures<T>(context: FeatureContext, batch: Batch<T>, { failed }: BatchResult<T>): void {
  const [first] = failed;
  if (!first) return;
  if (batch.items.length === 1) {
    context.report(`${batch.attempt}: ${batch.name(first.item)}`, first.error);
    return;
  }
  for (const { item, error } of failed) context.logger.error(`${batch.attempt} ${batch.name(item)}`, error);
  const reasons = failed
    .slice(0, reasonsShown)
    .map(({ item, error }) => `${batch.name(item)}: ${explain(error).message}`);
  const more = failed.length > reasonsShown ? ` ${l10n.t('The log has the rest.')}` : '';
  const count = l10n.t('{0}: {1} of {2} failed.', batch.attempt, failed.length, batch.items.length);
  void showError(`${count} ${reasons.join(' · ')}${more}`);
}
