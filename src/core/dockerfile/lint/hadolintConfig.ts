import * as l10n from '@vscode/l10n';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Range } from '../range.js';
import { defaultLintConfig, type LintConfig, type Threshold } from './config.js';
import { type LabelType, labelTypeNamed, labelTypes } from './options.js';
import type { Severity } from './rule.js';

/** A mistake in a configuration file. */
export interface ConfigProblem {
  readonly range: Range;
  readonly message: string;
}

/** A configuration as far as it could be read, with all that is wrong in it. */
export interface ReadConfig {
  readonly config: LintConfig;
  readonly problems: readonly ConfigProblem[];
  /** `no-fail`: findings never fail a run. */
  readonly noFail: boolean;
}

const severities: readonly Severity[] = ['error', 'warning', 'info', 'style'];
const thresholds: readonly Threshold[] = ['error', 'warning', 'info', 'style', 'ignore', 'none'];
const keys =
  /^(?:ignored|override|trustedRegistries|label-schema|strict-labels|disable-ignore-pragma|no-fail|failure-threshold|format|formats|no-color|verbose)$/;

type Report = (node: Node | null | undefined, message: string) => void;

/** Reads a `.hadolint.yaml`: https://github.com/hadolint/hadolint#configure. Never fails. */
export function readHadolintConfig(text: string): ReadConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  // One mistake of syntax brings others along, and keys that nobody wrote.
  const problems: ConfigProblem[] = document.errors.slice(0, 1).map(({ pos, message }) => ({
    range: rangeOf(lines, pos[0], pos[1]),
    message: l10n.t('This is not valid YAML: {0}', message.replace(/ at line \d+, column \d+:.*$/s, '.')),
  }));
  const report: Report = (node, message) => {
    if (document.errors.length > 0) return;
    const [start, end] = node?.range ?? [0, 0];
    problems.push({ range: rangeOf(lines, start, end), message });
  };
  const reader = new ConfigReader(report, document);
  const { contents } = document;
  if (isMap(contents)) {
    for (const { key, value } of contents.items) {
      if (isScalar(key)) reader.read(String(key.value), key, value as Node | null);
    }
  } else if (contents !== null && problems.length === 0) {
    report(contents as Node, l10n.t('The configuration holds keys and values.'));
  }
  return { config: reader.toConfig(), problems, noFail: reader.noFail };
}

class ConfigReader {
  noFail = false;
  readonly #report: Report;
  readonly #document: Document;
  readonly #ignored = new Set<string>();
  readonly #severities = new Map<string, Severity>();
  readonly #registries: string[] = [];
  readonly #schema = new Map<string, LabelType>();
  #strictLabels = false;
  #disablePragma = false;
  #threshold: Threshold = defaultLintConfig.failureThreshold;

  constructor(report: Report, document: Document) {
    this.#report = report;
    this.#document = document;
  }

  toConfig(): LintConfig {
    return {
      ignored: this.#ignored,
      severities: this.#severities,
      disableIgnorePragma: this.#disablePragma,
      failureThreshold: this.#threshold,
      options: {
        trustedRegistries: this.#registries,
        labelSchema: this.#schema,
        strictLabels: this.#strictLabels,
      },
    };
  }

  /** A key without a value says nothing. */
  read(name: string, key: Node, node: Node | null): void {
    const value = this.#valueOf(node);
    if (!keys.test(name)) this.#report(key, l10n.t('There is no setting "{0}".', name));
    else if (value) this.#readValue(name, value);
  }

  /** What a node stands for: an alias for its anchor's value, null for none. */
  #valueOf(node: Node | null): Node | undefined {
    const value = isAlias(node) ? node.resolve(this.#document) : node;
    return value === null || (isScalar(value) && value.value === null) ? undefined : value;
  }

  #readValue(name: string, value: Node): void {
    if (name === 'ignored') for (const code of this.#strings(value)) this.#ignored.add(code);
    else if (name === 'trustedRegistries') this.#registries.push(...this.#strings(value));
    else if (name === 'override') this.#readOverride(value);
    else if (name === 'label-schema') this.#readSchema(value);
    else if (name === 'strict-labels') this.#strictLabels = this.#boolean(value);
    else if (name === 'disable-ignore-pragma') this.#disablePragma = this.#boolean(value);
    else if (name === 'no-fail') this.noFail = this.#boolean(value);
    else if (name === 'failure-threshold') this.#readThreshold(value);
  }

  #strings(value: Node | undefined): string[] {
    if (value === undefined) return [];
    if (!isSeq(value)) {
      this.#report(value, l10n.t('A list is expected here.'));
      return [];
    }
    return value.items.flatMap((node) => {
      const item = this.#valueOf(node as Node | null);
      if (isScalar(item) && typeof item.value === 'string') return item.value;
      this.#report(node as Node, l10n.t('A text is expected here.'));
      return [];
    });
  }

  #readOverride(value: Node): void {
    if (!isMap(value)) {
      this.#report(value, l10n.t('Lists of rules by severity are expected here.'));
      return;
    }
    for (const { key, value: codes } of value.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const severity = severities.find((known) => known === name);
      if (severity)
        for (const code of this.#strings(this.#valueOf(codes as Node | null))) this.#severities.set(code, severity);
      else this.#report(key as Node, l10n.t('The severity is error, warning, info or style, not "{0}".', name));
    }
  }

  #readSchema(value: Node): void {
    if (!isMap(value)) {
      this.#report(value, l10n.t('Types by label are expected here.'));
      return;
    }
    for (const { key, value: type } of value.items) {
      const name = isScalar(type) ? String(type.value) : '';
      const known = labelTypeNamed(name);
      if (known && isScalar(key)) this.#schema.set(String(key.value), known);
      else
        this.#report((type ?? key) as Node, l10n.t('A label is one of {0}, not "{1}".', labelTypes.join(', '), name));
    }
  }

  #readThreshold(value: Node): void {
    const name = isScalar(value) ? String(value.value) : '';
    const threshold = thresholds.find((known) => known === name);
    if (threshold) this.#threshold = threshold;
    else this.#report(value, l10n.t('The threshold is one of {0}, not "{1}".', thresholds.join(', '), name));
  }

  #boolean(value: Node): boolean {
    const text = isScalar(value) ? String(value.value) : '';
    if (/^(?:true|yes|on|y)$/i.test(text)) return true;
    if (/^(?:false|no|off|n)$/i.test(text)) return false;
    this.#report(value, l10n.t('Either true or false is expected here.'));
    return false;
  }
}

function rangeOf(lines: LineCounter, start: number, end: number): Range {
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(0, line - 1), character: Math.max(0, col - 1) };
  };
  return { start: position(start), end: position(Math.max(start, end)) };
}
