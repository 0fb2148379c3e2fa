import { type DocumentSelector, type Position, Range, TextEdit } from 'vscode';
import type { Range as CoreRange } from '../../core/dockerfile/range.js';
import type { TextEdit as CoreEdit } from '../../core/dockerfile/textEdit.js';

/** Dockerfiles wherever they are: on disk, remote, virtual or not saved yet. */
export const dockerfiles: DocumentSelector = { language: 'dockerfile' };

export function toRange({ start, end }: CoreRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

export function fromRange({ start, end }: Range): CoreRange {
  return { start: fromPosition(start), end: fromPosition(end) };
}

export function fromPosition({ line, character }: Position): CoreRange['start'] {
  return { line, character };
}

export function toEdits(edits: readonly CoreEdit[]): TextEdit[] {
  return edits.map(({ range, newText }) => TextEdit.replace(toRange(range), newText));
}
