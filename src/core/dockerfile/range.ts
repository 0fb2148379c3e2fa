/** A place in a text: line and character count from zero, characters are UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From a first character to the one after the last. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range inside one line. */
export function lineRange(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

/** Negative, zero or positive as `a` stands before, at or after `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** True when the position is in the range or touches one of its ends. */
export function containsPosition({ start, end }: Range, position: Position): boolean {
  return comparePositions(start, position) <= 0 && comparePositions(position, end) <= 0;
}
