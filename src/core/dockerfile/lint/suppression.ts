import { firstIndex } from '../../base/search.js';
import { type DockerfileDocument, instructionAt } from '../document.js';
import {
  type CheckOptions,
  checkComment,
  type IgnorePragma,
  ignorePragma,
  isValidatorIgnore,
  parseCheckOptions,
} from './pragmaComments.js';
import type { Problem, Rule } from './rule.js';

/** Decides which findings a file's own comments silence. */
export class Suppression {
  /** The options that hold for the whole file. */
  readonly check: CheckOptions | undefined;
  readonly #document: DockerfileDocument;
  readonly #byLine = new Map<number, ReadonlySet<string>>();
  readonly #byStage = new Map<number, Set<string>>();
  readonly #global = new Set<string>();
  readonly #validatorLines = new Set<number>();

  /** `check` takes the place of the file's directive. */
  constructor(document: DockerfileDocument, usesPragmas: boolean, check?: string) {
    this.#document = document;
    const directive = document.directives.find(({ name }) => name === 'check');
    const options = check ?? directive?.value.split(/\s/, 1)[0];
    this.check = options === undefined ? undefined : parseCheckOptions(options);
    for (const comment of document.comments) {
      const { text, line, isInner } = comment;
      if (isInner) continue;
      if (isValidatorIgnore(text)) this.#validatorLines.add(line + 1);
      const pragma = usesPragmas ? ignorePragma(comment) : undefined;
      if (pragma) this.#add(pragma, line);
    }
  }

  /** A problem's codes that nothing silences at its place; undefined when it is to be dropped. */
  remaining(rule: Rule, { range, suppressedAt }: Problem, codes: readonly string[]): readonly string[] | undefined {
    const instruction = suppressedAt ?? instructionAt(this.#document, range.start.line);
    const line = instruction?.line ?? range.start.line;
    const stage = instruction?.stage?.index ?? -1;
    const names = [...codes, rule.id];
    const ignored = [this.#global, this.#byLine.get(line), this.#byStage.get(stage)];
    if (ignored.some((codes) => codes && names.some((name) => codes.has(name)))) return undefined;
    const left = this.#validatorLines.has(line) ? codes.filter((code) => !isValidatorCode(code)) : codes;
    if (left.length === 0 && codes.length > 0) return undefined;
    const comments = rule.ignoresInstructionSkip ? [] : (instruction?.comments ?? []);
    const options = [this.check, ...comments.map(({ text }) => checkComment(text))];
    return options.reduce<readonly string[] | undefined>(
      (others, check) => others && withoutSkipped(rule, others, check),
      left,
    );
  }

  #add({ scope, codes }: IgnorePragma, line: number): void {
    if (scope === 'line') {
      this.#byLine.set(line + 1, new Set(codes));
      return;
    }
    const ignored = scope === 'global' ? this.#global : this.#ofStage(stageFromLine(this.#document, line));
    for (const code of codes) ignored.add(code);
  }

  #ofStage(index: number): Set<string> {
    const known = this.#byStage.get(index) ?? new Set();
    this.#byStage.set(index, known);
    return known;
  }
}

/**
 * The codes that BuildKit's options leave: a check skipped by name takes its finding with it,
 * `all` means BuildKit's own checks and leaves the names of other linters.
 */
function withoutSkipped(
  rule: Rule,
  codes: readonly string[],
  check: CheckOptions | undefined,
): readonly string[] | undefined {
  if (!check || !codes.some(isCheckName)) return codes;
  if (codes.some((code) => check.skip.includes(code))) return undefined;
  if (!check.skipAll || rule.isExperimental) return codes;
  const others = codes.filter((code) => !isCheckName(code));
  return others.some((code) => /^DL/.test(code)) ? others : undefined;
}

/** True for a code of dockerfile-utils like `FLAG_LESS_THAN_1MS`, or of what it cannot parse either. */
function isValidatorCode(code: string): boolean {
  return code === 'DL1000' || /^[A-Z]+_[A-Z_\d]+$/.test(code);
}

/** True for the name of a BuildKit check like `StageNameCasing`. */
export function isCheckName(code: string): boolean {
  return /^[A-Z]+[a-z]/.test(code);
}

/** The stage that a line belongs to, or that begins after it when the next instruction is its FROM. */
function stageFromLine({ stages }: DockerfileDocument, line: number): number {
  const next = firstIndex(stages, ({ from }) => from.line > line);
  const current = next - 1;
  const following = stages[next];
  if (!following) return current;
  const last = stages[current];
  const lastLine = last ? Math.max(last.from.fullLastLine, last.instructions.at(-1)?.fullLastLine ?? -1) : -1;
  return line > lastLine ? next : current;
}
