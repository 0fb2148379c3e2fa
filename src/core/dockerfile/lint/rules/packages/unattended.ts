import * as l10n from '@vscode/l10n';
import type { Invocation } from '../../../shell/invocation.js';
import { defineRule, type Rule, type RuleText } from '../../rule.js';
import { insertBehind } from '../../shellFix.js';

/** A rule that asks for the flag which keeps a package manager from asking questions. */
export interface UnattendedSpec {
  readonly id: string;
  readonly code: string;
  readonly summary: RuleText;
  readonly programs: readonly string[];
  readonly subcommands: readonly string[];
  readonly flag: string;
  /** The flag belongs to the program and stands before the subcommand. */
  readonly isGlobal?: boolean;
  isUnattended(invocation: Invocation): boolean;
}

export function unattendedRule(spec: UnattendedSpec): Rule {
  return defineRule({
    id: spec.id,
    aliases: [spec.code],
    severity: 'warning',
    summary: spec.summary,
    *check(file) {
      for (const call of file.calls(...spec.programs)) {
        const { invocation } = call;
        if (!invocation.hasArg(...spec.subcommands) || spec.isUnattended(invocation)) continue;
        const subcommand = invocation.args.find(({ text }) => spec.subcommands.includes(text));
        yield {
          range: call.rangeOf({ start: invocation.nameWord.start, end: subcommand?.end ?? invocation.nameWord.end }),
          message: l10n.t('{0} asks for confirmation, which nobody can give. Add {1}.', invocation.name, spec.flag),
          fix: () => insertBehind(call, spec.isGlobal ? invocation.nameWord : subcommand, spec.flag),
        };
      }
    },
  });
}
