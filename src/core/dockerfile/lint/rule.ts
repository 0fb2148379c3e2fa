import type { Instruction } from '../instruction.js';
import type { Range } from '../range.js';
import type { LintFile } from './lintFile.js';

/** How bad a finding is; `off` is a rule that must be switched on. */
export type Severity = 'error' | 'warning' | 'info' | 'style' | 'off';

/** The same text in both languages of the product. */
export interface RuleText {
  readonly en: string;
  readonly ko: string;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A cure that needs no thought: the fixed text is free of the problem and builds the same thing. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Another place that belongs to a problem, like the CMD that takes effect. */
export interface RelatedPlace {
  readonly range: Range;
  readonly message: string;
}

/** What a rule found at one place. */
export interface Problem {
  readonly range: Range;
  readonly message: string;
  /** Which of the rule's aliases hold here; all of them when it does not say. */
  readonly codes?: readonly string[];
  readonly fix?: (() => Fix | undefined) | undefined;
  /** Other cures to choose from, never applied by "fix all". */
  readonly alternatives?: () => readonly Fix[];
  readonly related?: readonly RelatedPlace[];
  readonly severity?: Severity;
  /** Whose comments may silence it, when that is not the instruction it stands in. */
  readonly suppressedAt?: Instruction;
}

export interface Rule {
  /** By meaning, in kebab case. */
  readonly id: string;
  /** What hadolint, ShellCheck, BuildKit and dockerfile-utils call it; the first of the first three is its code. */
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly summary: RuleText;
  readonly tag?: 'unused' | 'deprecated';
  /** BuildKit's experimental checks run only when asked for. */
  readonly isExperimental?: boolean;
  /** BuildKit runs it over the whole file, so that a `# check=skip` above an instruction does not reach it. */
  readonly ignoresInstructionSkip?: boolean;
  /** The problems; undefined where a long check may rest. */
  check(file: LintFile): Iterable<Problem | undefined>;
}

/** Gives a rule its type; rules are plain data beside their one function. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A code that another linter's users know, as opposed to dockerfile-utils' names. */
export function isForeignCode(alias: string): boolean {
  return /^(?:DL|SC)\d{4}$|^[A-Z]+[a-z]/.test(alias);
}

/** The address of a rule's page. */
export function rulePage(id: string): string {
  return `https://github.com/longshore/longshore/blob/main/docs/rules/${id}.md`;
}
