import type { LintOptions } from './options.js';
import type { Severity } from './rule.js';

/** The lowest severity that fails a run; `none` never does. */
export type Threshold = Exclude<Severity, 'off'> | 'ignore' | 'none';

/** What a user decided about rules, whichever way it was said. Rules go by id or any alias. */
export interface LintConfig {
  readonly ignored: ReadonlySet<string>;
  readonly severities: ReadonlyMap<string, Severity>;
  readonly disableIgnorePragma: boolean;
  readonly failureThreshold: Threshold;
  readonly options: Partial<LintOptions>;
}

export const defaultLintConfig: LintConfig = {
  ignored: new Set(),
  severities: new Map(),
  disableIgnorePragma: false,
  failureThreshold: 'info',
  options: {},
};

const order: readonly Threshold[] = ['error', 'warning', 'info', 'style', 'ignore'];

/** True when a finding of this severity fails a run with this threshold. */
export function isAtOrOver(severity: Exclude<Severity, 'off'>, threshold: Threshold): boolean {
  return threshold !== 'none' && order.indexOf(severity) <= order.indexOf(threshold);
}
