import { parseDockerfile } from '../document.js';
import { applyEdits, compatibleEdits } from './edits.js';
import { type LintRequest, lint } from './lint.js';

/** Fixes may make room for others; this many rounds are enough for all that do. */
const maxRounds = 20;

/** A text with every fix applied that needs no decision; `only` limits it to some rules. A byte order mark stays. */
export function fixAll(text: string, request: LintRequest = {}, only?: ReadonlySet<string>): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let current = text.slice(mark.length);
  for (let round = 0; round < maxRounds; round++) {
    const findings = lint(parseDockerfile(current), request);
    const edits = compatibleEdits(findings.filter(({ rule }) => !only || only.has(rule.id)));
    if (edits.length === 0) break;
    current = applyEdits(current, edits);
  }
  return mark + withLineBreaksOf(text, current);
}

/** New lines end as the file's own lines do. */
function withLineBreaksOf(original: string, text: string): string {
  if (!/\r\n/.test(original)) return text;
  return text.replace(/(?<!\r)\n/g, '\r\n');
}
