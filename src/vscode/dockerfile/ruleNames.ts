import { env } from 'vscode';
import type { RuleName } from '../../core/dockerfile/features/completion/comments.js';
import { allRules } from '../../core/dockerfile/lint/allRules.js';
import { isForeignCode } from '../../core/dockerfile/lint/rule.js';

/** Every code that a comment may name, with what its rule says. */
export function ruleNames(): readonly RuleName[] {
  return allRules
    .flatMap(({ id, aliases, summary }) => {
      const text = () => (env.language.startsWith('ko') ? summary.ko : summary.en);
      const codes = aliases.filter(isForeignCode);
      return (codes.length > 0 ? codes : [id]).map((code) => ({ code, summary: text }));
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
