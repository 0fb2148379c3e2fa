import type { Word } from '../../../shell/tree.js';
import type { Call, LintFile } from '../../lintFile.js';
import { defineRule, type Rule, type RuleText } from '../../rule.js';

/** A rule that asks for the versions of packages. */
export interface PinningSpec {
  readonly id: string;
  readonly code: string;
  readonly summary: RuleText;
  /** The calls to look at. */
  readonly calls: (file: LintFile) => Iterable<Call>;
  /** The packages of a call that have no version. */
  readonly unpinned: (call: Call, file: LintFile) => readonly Word[];
  readonly message: (packages: string) => string;
}

/** One finding a call, from its first unpinned package to its last. */
export function pinningRule({ id, code, summary, calls, unpinned, message }: PinningSpec): Rule {
  return defineRule({
    id,
    aliases: [code],
    severity: 'warning',
    summary,
    *check(file) {
      for (const call of calls(file)) {
        const packages = unpinned(call, file);
        const [first] = packages;
        if (!first) continue;
        const end = packages.at(-1)?.end ?? first.end;
        yield {
          range: call.rangeOf({ start: first.start, end }),
          message: message(packages.map(({ text }) => text).join(', ')),
        };
      }
    },
  });
}
