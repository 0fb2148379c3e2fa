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

/** A configuration with more on top of it: lists add up, what is said last holds. */
export function withAdded(config: LintConfig, added: Omit<LintConfig, 'failureThreshold'>): LintConfig {
  const { options } = config;
  return {
    ...config,
    ignored: new Set([...config.ignored, ...added.ignored]),
    severities: new Map([...config.severities, ...added.severities]),
    disableIgnorePragma: config.disableIgnorePragma || added.disableIgnorePragma,
    options: {
      ...options,
      trustedRegistries: [...(options.trustedRegistries ?? []), ...(added.options.trustedRegistries ?? [])],
      labelSchema: new Map([...(options.labelSchema ?? []), ...(added.options.labelSchema ?? [])]),
      strictLabels: options.strictLabels === true || added.options.strictLabels === true,
    },
  };
}

const order: readonly Threshold[] = ['error', 'warning', 'info', 'style', 'ignore'];

/** True when a finding of this severity fails a run with this threshold. */
export function isAtOrOver(severity: Exclude<Severity, 'off'>, threshold: Threshold): boolean {
  return threshold !== 'none' && order.indexOf(severity) <= order.indexOf(threshold);
}
