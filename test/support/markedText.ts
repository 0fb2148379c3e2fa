import { Lines } from '../../src/core/dockerfile/lines.js';
import type { Position, Range } from '../../src/core/dockerfile/range.js';

/** A text in which `|` marked the cursor and `‹›` ranges; the marks are gone from `text`. */
export interface MarkedText {
  readonly text: string;
  readonly cursor: Position;
  readonly ranges: readonly Range[];
}

/** Reads a marked text; `¦` is a `|` that stays. */
export function marked(source: string): MarkedText {
  let text = '';
  let cursor = 0;
  const starts: number[] = [];
  const spans: [number, number][] = [];
  for (const char of source) {
    if (char === '|') cursor = text.length;
    else if (char === '‹') starts.push(text.length);
    else if (char === '›') spans.push([starts.pop() ?? 0, text.length]);
    else text += char === '¦' ? '|' : char;
  }
  const at = positionIn(new Lines(text));
  return { text, cursor: at(cursor), ranges: spans.map(([start, end]) => ({ start: at(start), end: at(end) })) };
}

/** Writes ranges into a text as `marked` reads them. */
export function withMarks(text: string, ranges: readonly Range[]): string {
  const lines = new Lines(text);
  const offset = ({ line, character }: Position) => lines.start(line) + character;
  const marks = ranges.flatMap(({ start, end }) => [
    { at: offset(start), mark: '‹', order: 1 },
    { at: offset(end), mark: '›', order: offset(start) === offset(end) ? 2 : 0 },
  ]);
  marks.sort((a, b) => b.at - a.at || b.order - a.order);
  let result = text;
  for (const { at, mark } of marks) result = result.slice(0, at) + mark + result.slice(at);
  return result;
}

function positionIn(lines: Lines): (offset: number) => Position {
  return (offset) => {
    const line = lines.lineAt(offset);
    return { line, character: offset - lines.start(line) };
  };
}
