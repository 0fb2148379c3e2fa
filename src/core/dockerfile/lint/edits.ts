import { Lines } from '../lines.js';
import type { Position } from '../range.js';
import type { Finding } from './lint.js';
import type { TextEdit } from './rule.js';

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = new Lines(text);
  const offset = ({ line, character }: Position) => lines.start(line) + character;
  const pieces: string[] = [];
  let at = 0;
  for (const { range, newText } of sorted(edits)) {
    pieces.push(text.slice(at, offset(range.start)), newText);
    at = offset(range.end);
  }
  return pieces.join('') + text.slice(at);
}

/**
 * The edits of as many findings' fixes as go together, for "fix all": what overlaps with an earlier one waits for the
 * next round.
 */
export function compatibleEdits(findings: readonly Finding[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const edits = finding.fix()?.edits ?? [];
    if (!edits.some((edit) => taken.some((other) => collide(edit, other)))) taken.push(...edits);
  }
  return sorted(taken);
}

function sorted(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => compare(a.range.start, b.range.start) || compare(a.range.end, b.range.end));
}

function collide(a: TextEdit, b: TextEdit): boolean {
  if (compare(a.range.end, b.range.start) < 0 || compare(b.range.end, a.range.start) < 0) return false;
  return compare(a.range.start, b.range.end) <= 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
