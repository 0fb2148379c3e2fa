import * as l10n from '@vscode/l10n';
import { type QuickPickItem, window } from 'vscode';
import { parseDuration } from '../../core/logs/since.js';
import { readSetting } from '../base/settings.js';

/** How a log is shown. */
export interface ViewOptions {
  /** Number of last lines to begin with; every line when absent. */
  readonly tail?: number;
  /** Begins this many seconds ago. */
  readonly sinceSeconds?: number;
  readonly timestamps: boolean;
}

export function optionsFromSettings(): ViewOptions {
  const sinceSeconds = parseDuration(readSetting('logs.since'));
  return {
    tail: Math.max(0, Math.floor(readSetting('logs.tail'))),
    timestamps: readSetting('logs.timestamps'),
    ...(sinceSeconds !== undefined && { sinceSeconds }),
  };
}

interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

/** Asks how much of the log and how; undefined when the person leaves. */
export async function askOptions(): Promise<ViewOptions | undefined> {
  const start = await choose(l10n.t('Where should the log begin?'), starts());
  if (!start) return undefined;
  const timestamps = await choose(l10n.t('Show the time before each line?'), [
    { label: l10n.t('Without times'), value: false },
    { label: l10n.t('With times'), value: true },
  ]);
  return timestamps && { ...start.value, timestamps: timestamps.value };
}

function starts(): Choice<Omit<ViewOptions, 'timestamps'>>[] {
  return [
    ...[100, 1000, 10_000].map((tail) => ({ label: l10n.t('The last {0} lines', tail), value: { tail } })),
    { label: l10n.t('Every line there is'), value: {} },
    { label: l10n.t('Only what comes from now on'), value: { tail: 0 } },
    { label: l10n.t('The last 5 minutes'), value: { sinceSeconds: 300 } },
    { label: l10n.t('The last hour'), value: { sinceSeconds: 3600 } },
    { label: l10n.t('The last day'), value: { sinceSeconds: 86_400 } },
  ];
}

async function choose<T>(placeHolder: string, items: Choice<T>[]): Promise<Choice<T> | undefined> {
  return window.showQuickPick(items, { placeHolder });
}
