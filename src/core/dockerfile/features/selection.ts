import { type DockerfileDocument, instructionAt } from '../document.js';
import type { Span } from '../mappedText.js';
import { comparePositions, containsPosition, lineRange, type Position, type Range } from '../range.js';
import type { InstructionSyntax } from '../syntax.js';
import { flagOptions, quotedWords, withoutQuotes } from '../words.js';
import { symbolAt } from './symbols.js';
import { variableSpans } from './variableSpans.js';

/** Ever larger ranges around a place: name, variable, value, word, arguments, trigger, instruction, stage, file. */
export function selectionRanges(document: DockerfileDocument, position: Position): readonly Range[] {
  const found: Range[] = [];
  const instruction = instructionAt(document, position.line);
  const symbol = symbolAt(document, position);
  if (symbol) found.push(symbol.range);
  if (instruction) {
    const { stage, syntax } = instruction;
    const bodies = instruction.heredocs.map(({ bodySpan }) => instruction.rangeOfSource(bodySpan));
    if (bodies.some((body) => containsPosition(body, position))) found.push(lineAt(document, position));
    for (const { text, whole } of variableSpans(syntax)) found.push(instruction.rangeIn(text, whole));
    for (const span of [...partsOf(syntax), ...(syntax.trigger ? partsOf(syntax.trigger) : [])])
      found.push(instruction.rangeOf(span));
    found.push(...bodies, instruction.range, instruction.fullRange);
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

/** What an instruction's text is made of, in any order, itself included. */
function* partsOf(syntax: InstructionSyntax): Iterable<Span> {
  const { text, keywordSpan, flags, argsSpan, json, properties, escapeCharacter } = syntax;
  yield { start: keywordSpan.start, end: text.length };
  yield argsSpan;
  for (const flag of flags) {
    yield flag;
    if (flag.valueSpan) yield flag.valueSpan;
    if (flag.name !== 'mount') continue;
    for (const { start, end, value } of flagOptions(flag)) {
      yield { start, end };
      if (value !== undefined) yield { start: end - value.length, end };
    }
  }
  for (const { start, end } of json?.items ?? []) yield { start: start + 1, end: end - 1 };
  for (const property of properties) {
    yield property;
    yield property.nameSpan;
    if (!property.valueSpan) continue;
    yield property.valueSpan;
    yield withoutQuotes(text, property.valueSpan);
  }
  const words = json ? json.items : properties.length === 0 ? quotedWords(text, escapeCharacter) : [];
  for (const { start, end } of words) {
    if (start < argsSpan.start) continue;
    yield { start, end };
    yield withoutQuotes(text, { start, end });
  }
}

function lineAt({ lines }: DockerfileDocument, { line }: Position): Range {
  return lineRange(line, 0, lines.textOf(line).length);
}

/** Smallest first, each holding the one before it and larger than that. */
function nested(ranges: Range[]): Range[] {
  const inward = ranges.sort((a, b) => comparePositions(b.start, a.start) || comparePositions(a.end, b.end));
  const result: Range[] = [];
  for (const range of inward) {
    const inner = result.at(-1);
    if (!inner || (encloses(range, inner) && !encloses(inner, range))) result.push(range);
  }
  return result;
}

function encloses(outer: Range, inner: Range): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}
