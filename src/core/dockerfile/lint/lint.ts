import { type Logger, silentLogger } from '../../base/logger.js';
import { runAtOnce, type Steps } from '../../base/slices.js';
import { type DockerfileDocument, instructionAt } from '../document.js';
import { comparePositions, type Range } from '../range.js';
import { scriptsOf } from '../shell/script.js';
import { allRules } from './allRules.js';
import { defaultLintConfig, type LintConfig } from './config.js';
import { LintFile } from './lintFile.js';
import { defaultLintOptions, type LintOptions } from './options.js';
import type { CheckOptions } from './pragmaComments.js';
import { type Fix, isForeignCode, type Problem, type RelatedPlace, type Rule, type Severity } from './rule.js';
import { isCheckName, Suppression } from './suppression.js';

/** A problem with its rule's names and the severity that is in force. */
export interface Finding {
  readonly rule: Rule;
  /** The hadolint, ShellCheck or BuildKit code if there is one, else the rule's id. */
  readonly code: string;
  /** The rule's other names that hold here. */
  readonly aliases: readonly string[];
  readonly severity: Exclude<Severity, 'off'>;
  readonly message: string;
  readonly range: Range;
  /** First line of the instruction it stands in, from zero: where hadolint reports it. */
  readonly instructionLine: number;
  readonly related: readonly RelatedPlace[];
  /** Worked out when asked for. */
  fix(): Fix | undefined;
  alternatives(): readonly Fix[];
}

/** How to lint; everything has a default. */
export interface LintRequest {
  readonly rules?: readonly Rule[];
  readonly options?: Partial<LintOptions>;
  readonly config?: LintConfig;
  /** BuildKit's option string that takes the place of the file's `check` directive. */
  readonly check?: string;
  readonly logger?: Logger;
}

/** Runs the rules over a document; a rule that fails is logged and the others go on. Sorted by place. */
export function lint(document: DockerfileDocument, request: LintRequest = {}): Finding[] {
  return runAtOnce(lintInSteps(document, request));
}

/** The same, with rests for a host that has other things to do. */
export function* lintInSteps(document: DockerfileDocument, request: LintRequest = {}): Steps<Finding[]> {
  const { rules = allRules, config = defaultLintConfig, logger = silentLogger } = request;
  const file = new LintFile(document, { ...defaultLintOptions, ...config.options, ...request.options });
  const suppression = new Suppression(document, !config.disableIgnorePragma, request.check);
  const { check } = suppression;
  const findings: Finding[] = [];
  yield* read(file);
  for (const rule of rules) {
    if (rule.isExperimental && !isWanted(rule, check)) continue;
    for (const problem of yield* problemsOf(rule, file, logger)) {
      const codes = suppression.remaining(rule, problem, problem.codes ?? rule.aliases);
      const finding = codes && toFinding(document, rule, problem, codes, config, check);
      if (finding) findings.push(finding);
    }
    yield;
  }
  return findings.sort((a, b) => comparePositions(a.range.start, b.range.start));
}

/** What an instruction keeps for all rules takes longer to read than a rule to run. */
function* read(file: LintFile): Steps<void> {
  for (const { keyword, syntax } of file.withTriggers) {
    if (keyword === 'RUN') syntax.keep(scriptsOf);
    else syntax.properties;
    yield;
  }
}

function* problemsOf(rule: Rule, file: LintFile, logger: Logger): Steps<readonly Problem[]> {
  const found: Problem[] = [];
  try {
    for (const problem of rule.check(file)) {
      if (problem) found.push(problem);
      yield;
    }
  } catch (error) {
    logger.error(`Lint rule ${rule.id} failed.`, error);
  }
  return found;
}

function toFinding(
  document: DockerfileDocument,
  rule: Rule,
  problem: Problem,
  codes: readonly string[],
  config: LintConfig,
  check: CheckOptions | undefined,
): Finding | undefined {
  const names = [...codes, rule.id];
  if (names.some((name) => config.ignored.has(name))) return undefined;
  const override = names.map((name) => config.severities.get(name)).find((found) => found !== undefined);
  const severity = override ?? problem.severity ?? rule.severity;
  if (severity === 'off') return undefined;
  const code = codes.find((name) => isForeignCode(name) && name !== 'DL1000') ?? rule.id;
  const { line } = problem.range.start;
  const isError = check?.error && codes.some(isCheckName) && override === undefined;
  return {
    rule,
    code,
    aliases: codes.filter((name) => name !== code),
    severity: isError ? 'error' : severity,
    message: problem.message,
    range: problem.range,
    instructionLine: instructionAt(document, line)?.line ?? line,
    related: problem.related ?? [],
    fix: () => problem.fix?.(),
    alternatives: () => problem.alternatives?.() ?? [],
  };
}

function isWanted({ aliases }: Rule, check: CheckOptions | undefined): boolean {
  if (!check) return false;
  return check.experimentalAll || aliases.some((alias) => check.experimental.includes(alias));
}
