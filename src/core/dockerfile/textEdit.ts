import { commonEnds } from '../base/commonEnds.js';
import { Lines } from './lines.js';
import { comparePositions, type Position, type Range } from './range.js';

/** Replaces a range of a file; edits of one change never overlap. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The text after the edits, which may come in any order. */
export function applyEdits(lines: Lines, edits: readonly TextEdit[]): string {
  const ordered = inOrder(edits);
  let text = '';
  let at = 0;
  for (const { range, newText } of ordered) {
    text += lines.text.slice(at, lines.start(range.start.line) + range.start.character) + newText;
    at = lines.start(range.end.line) + range.end.character;
  }
  return text + lines.text.slice(at);
}

/** Edits in the order of the file; an insertion comes before what begins at its place. */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort(
    (a, b) => comparePositions(a.range.start, b.range.start) || comparePositions(a.range.end, b.range.end),
  );
}

/** One edit from a text to another: the part between what both begin and end with; none when they are the same. */
export function difference(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const { start, end } = commonEnds(before, after);
  const lines = new Lines(before);
  const at = (offset: number): Position => {
    const line = lines.lineAt(offset);
    return { line, character: offset - lines.start(line) };
  };
  const newText = after.slice(start, after.length - end);
  return [{ range: { start: at(start), end: at(before.length - end) }, newText }];
}
