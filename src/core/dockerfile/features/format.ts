import { type DockerfileDocument, instructionAt } from '../document.js';
import type { Instruction } from '../instruction.js';
import { continuationStart } from '../logicalLines.js';
import { lineRange, type Position, type Range } from '../range.js';
import { inOrder, type TextEdit } from '../textEdit.js';
import { isOpenAt } from './shellQuotes.js';

export interface FormatOptions {
  /** What a continued line begins with. */
  readonly indent: string;
  readonly keywordCase: 'keep' | 'upper' | 'lower';
  /** Leaves instructions of several lines as they are. */
  readonly skipMultiline?: boolean;
}

/**
 * Indents continued lines, drops blanks at line ends, sets the case of keywords. What Docker and the shell read stays the
 * same: quoted text and words that go on in the next line keep their blanks, heredocs keep everything.
 */
export function format(document: DockerfileDocument, options: FormatOptions): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const inside = new Uint8Array(document.lines.count);
  for (const instruction of document.instructions) {
    inside.fill(1, instruction.line, instruction.fullLastLine + 1);
    const isSkipped = options.skipMultiline === true && instruction.fullLastLine > instruction.line;
    if (!isSkipped) edits.push(...formatInstruction(document, instruction, options));
  }
  for (let line = 0; line < inside.length; line++) {
    if (inside[line] === 0) edits.push(...reindent(document, line, '', true));
  }
  return inOrder(edits);
}

/** The edits of {@link format} that touch the lines of a range. */
export function formatRange(
  document: DockerfileDocument,
  { start, end }: Range,
  options: FormatOptions,
): readonly TextEdit[] {
  return format(document, options).filter(
    ({ range }) => range.start.line >= start.line && range.start.line <= end.line,
  );
}

/** Indents what a line continues into, after its escape character or a line feed was typed. */
export function formatOnType(
  document: DockerfileDocument,
  { line, character }: Position,
  typed: string,
  options: FormatOptions,
): readonly TextEdit[] {
  if (typed === '\n') return indentNewLine(document, line, options);
  const instruction = instructionAt(document, line);
  const isAtEnd = document.lines.textOf(line).slice(character).trim() === '';
  if (typed !== document.escapeCharacter || !isAtEnd || !instruction || line >= instruction.lastLine) return [];
  return [...formatInstruction(document, instruction, options)].filter(({ range }) => range.start.line === line + 1);
}

function indentNewLine(document: DockerfileDocument, line: number, { indent }: FormatOptions): readonly TextEdit[] {
  const instruction = instructionAt(document, line - 1);
  const isContinued = instruction && line - 1 < instruction.line + instruction.syntax.line.lineCount;
  const before = document.lines.textOf(line - 1);
  if (!isContinued || /^\s*#/.test(before)) return [];
  if (continuationStart(before, document.escapeCharacter) === undefined) return [];
  const text = document.lines.textOf(line);
  if (text.trim() !== '' || text === indent) return [];
  return [{ range: lineRange(line, 0, text.length), newText: indent }];
}

function* formatInstruction(
  document: DockerfileDocument,
  instruction: Instruction,
  options: FormatOptions,
): Iterable<TextEdit> {
  const { line } = instruction;
  const lastLine = instruction.heredocs.length > 0 ? instruction.lastLine : instruction.fullLastLine;
  const isHeredocEnd = endsHeredoc(document, instruction);
  if (!isHeredocEnd) yield* keywordCases(instruction, options);
  yield* reindent(document, line, '', !isHeredocEnd);
  const keepsBlanks = instruction.keyword === 'MAINTAINER' || instruction.properties.some(({ isLegacy }) => isLegacy);
  for (let at = line + 1; at <= lastLine; at++) {
    const isComment = /^\s*#/.test(document.lines.textOf(at));
    const isFree = isComment || (!keepsBlanks && mayIndent(document, instruction, at));
    yield* reindent(document, at, isFree ? options.indent : undefined, !keepsBlanks);
  }
}

/** True for an instruction that is one only because its keyword in capitals and a blank end a heredoc that nothing else does. */
function endsHeredoc({ instructions }: DockerfileDocument, { index }: Instruction): boolean {
  return instructions[index - 1]?.heredocs.some(({ terminator }) => !terminator) ?? false;
}

/** True when blanks at the start of a continued line mean nothing but that a word ended. */
function mayIndent({ lines }: DockerfileDocument, instruction: Instruction, line: number): boolean {
  const text = lines.textOf(line);
  const at = { line, character: text.length - text.trimStart().length };
  const offset = instruction.offsetAt(at);
  const before = instruction.text.slice(0, offset);
  const isParted = at.character > 0 || /\s$/.test(before);
  return isParted && !isOpenAt(instruction.syntax, offset);
}

/** Gives a line its indent, unless that stays as it is, and takes the blanks from its end. */
function* reindent(
  { lines }: DockerfileDocument,
  line: number,
  indent: string | undefined,
  trims: boolean,
): Iterable<TextEdit> {
  const text = lines.textOf(line);
  const first = text.startsWith('\uFEFF') ? 1 : 0;
  const start = text.length - text.trimStart().length;
  if (start === text.length) {
    if (start > first) yield { range: lineRange(line, first, start), newText: '' };
    return;
  }
  if (indent !== undefined && text.slice(first, start) !== indent)
    yield { range: lineRange(line, first, start), newText: indent };
  const end = text.trimEnd().length;
  if (trims && end < text.length) yield { range: lineRange(line, end, text.length), newText: '' };
}

function* keywordCases(instruction: Instruction, { keywordCase }: FormatOptions): Iterable<TextEdit> {
  if (keywordCase === 'keep') return;
  const { trigger } = instruction;
  const { innerKeyword } = trigger ?? instruction;
  const spans = [instruction.syntax.keywordSpan];
  if (trigger) spans.push(trigger.syntax.keywordSpan);
  if (innerKeyword) spans.push(innerKeyword);
  for (const span of spans) {
    const text = instruction.textOf(span);
    const newText = keywordCase === 'upper' ? text.toUpperCase() : text.toLowerCase();
    const range = instruction.rangeOf(span);
    if (newText !== text && range.start.line === range.end.line) yield { range, newText };
  }
}
