import assert from 'node:assert/strict';
import { parseDockerfile } from '../../src/core/dockerfile/document.js';
import { applyEdits } from '../../src/core/dockerfile/lint/edits.js';
import { type Finding, lint } from '../../src/core/dockerfile/lint/lint.js';
import type { LintOptions } from '../../src/core/dockerfile/lint/options.js';
import type { Rule } from '../../src/core/dockerfile/lint/rule.js';
import { withMarks } from './markedText.js';

/** What a rule lets pass, and what it finds: the ranges between ‹ and › and the text with its fixes (null: no fix). */
export interface RuleCases {
  readonly accepts: readonly string[];
  readonly rejects: Readonly<Record<string, string | null>>;
  readonly options?: Partial<LintOptions>;
}

/** Tests one rule: silence, exact ranges, fixes, and that the fixed text is free of the problem. */
export function ruleTest(rule: Rule, { accepts, rejects, options = {} }: RuleCases): void {
  const run = (text: string) => lint(parseDockerfile(text), requestFor(rule, options));
  describe(rule.id, () => {
    for (const text of accepts) {
      it(`accepts ${JSON.stringify(text)}`, () => assert.equal(withMarks(text, ranges(run(text))), text));
    }
    for (const [marked, fixed] of Object.entries(rejects)) {
      it(`finds ${JSON.stringify(marked)}`, () => {
        const text = marked.replace(/[‹›]/g, '');
        const findings = run(text);
        assert.equal(withMarks(text, ranges(findings)), marked);
        for (const { message } of findings) assert.match(message, /[.?]$/);
        assert.equal(fixedText(text, findings), fixed);
        if (fixed !== null) assert.deepEqual(messages(run(fixed)), []);
      });
    }
  });
}

function requestFor(rule: Rule, options: Partial<LintOptions>): Parameters<typeof lint>[1] {
  const severities = rule.severity === 'off' ? new Map([[rule.id, 'info' as const]]) : new Map();
  const config = {
    ignored: new Set<string>(),
    severities,
    disableIgnorePragma: false,
    failureThreshold: 'info' as const,
    options,
  };
  return { rules: [rule], config, ...(rule.isExperimental && { check: 'experimental=all' }) };
}

const ranges = (findings: readonly Finding[]) => findings.map(({ range }) => range);
const messages = (findings: readonly Finding[]) => findings.map(({ message }) => message);

function fixedText(text: string, findings: readonly Finding[]): string | null {
  const fixes = findings.map((finding) => finding.fix());
  if (fixes.every((fix) => fix === undefined)) return null;
  return applyEdits(
    text,
    fixes.flatMap((fix) => fix?.edits ?? []),
  );
}
