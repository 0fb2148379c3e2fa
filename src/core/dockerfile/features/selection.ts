import { type DockerfileDocument, instructionAt } from '../document.js';
import { comparePositions, containsPosition, type Position, type Range } from '../range.js';
import { symbolAt } from './symbols.js';

/** Ever larger ranges around a place: name, word, arguments, instruction, stage, file. */
export function selectionRanges(document: DockerfileDocument, position: Position): readonly Range[] {
  const found: Range[] = [];
  const instruction = instructionAt(document, position.line);
  const symbol = symbolAt(document, position);
  if (symbol) found.push(symbol.range);
  if (instruction) {
    const { flags, args, json, stage } = instruction;
    const words = [...(json?.items ?? []), ...flags, ...args, ...instruction.properties].map((word) =>
      instruction.rangeOf(word),
    );
    const bodies = instruction.heredocs.map(({ bodySpan }) => instruction.rangeOfSource(bodySpan));
    found.push(...words, ...bodies, instruction.argsRange, instruction.range, instruction.fullRange);
    if (stage) {
      const last = stage.instructions.at(-1) ?? stage.from;
      found.push({ start: stage.from.range.start, end: last.fullRange.end });
    }
  }
  const comment = document.comments.find(({ line }) => line === position.line);
  if (comment) found.push(comment.range);
  const lastLine = document.lines.count - 1;
  const end = { line: lastLine, character: document.lines.textOf(lastLine).length };
  found.push({ start: { line: 0, character: 0 }, end });
  return nested(found.filter((range) => containsPosition(range, position)));
}

/** Smallest first, each holding the one before it and larger than that. */
function nested(ranges: Range[]): Range[] {
  const bySize = ranges.sort((a, b) => (encloses(a, b) ? 1 : 0) - (encloses(b, a) ? 1 : 0));
  const result: Range[] = [];
  for (const range of bySize) {
    const inner = result.at(-1);
    if (!inner || (encloses(range, inner) && !encloses(inner, range))) result.push(range);
  }
  return result;
}

function encloses(outer: Range, inner: Range): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}
