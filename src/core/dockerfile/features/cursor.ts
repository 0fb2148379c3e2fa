import { type DockerfileDocument, instructionAt } from '../document.js';
import type { Heredoc } from '../heredoc.js';
import type { Instruction } from '../instruction.js';
import { continuationStart } from '../logicalLines.js';
import { comparePositions, type Position } from '../range.js';

/** What stands before the cursor, as Docker will read it. */
export type Cursor =
  | { readonly kind: 'comment'; readonly text: string; readonly isDirectivePlace: boolean }
  | { readonly kind: 'keyword'; readonly text: string }
  | {
      readonly kind: 'arguments';
      readonly instruction: Instruction;
      /** Upper case; the trigger's where the cursor is behind ONBUILD, empty for an ONBUILD there. */
      readonly keyword: string;
      /** From behind the keyword to the cursor, lines joined, blanks kept. */
      readonly text: string;
    }
  | {
      readonly kind: 'heredoc';
      readonly instruction: Instruction;
      readonly heredoc: Heredoc;
      /** From the beginning of the body to the cursor. */
      readonly text: string;
    };

/** Finds out what the cursor is in. */
export function cursorAt(document: DockerfileDocument, position: Position): Cursor {
  const line = document.lines.textOf(position.line);
  const before = line.slice(0, position.character);
  const instruction = instructionAt(document, position.line) ?? openInstruction(document, position.line);
  const heredoc = instruction && heredocBodyAt(instruction, position);
  if (instruction && heredoc) return inHeredoc(document, instruction, heredoc, position);
  const isContinued = instruction !== undefined && position.line > instruction.line;
  if (/^\s*#/.test(before)) {
    const isDirectivePlace = !isContinued && position.line <= document.directives.length;
    return { kind: 'comment', text: before, isDirectivePlace };
  }
  if (!instruction) return { kind: 'keyword', text: before.trimStart() };
  return inInstruction(instruction, textBefore(document, instruction, position));
}

function inHeredoc({ lines }: DockerfileDocument, instruction: Instruction, heredoc: Heredoc, to: Position): Cursor {
  const { start } = instruction.rangeOfSource(heredoc.bodySpan);
  const text = lines.text.slice(lines.start(start.line), lines.start(to.line) + to.character);
  return { kind: 'heredoc', instruction, heredoc, text };
}

function inInstruction(instruction: Instruction, text: string): Cursor {
  const [, keyword = '', rest] = /^\s*(\S*)(\s[\s\S]*)?$/.exec(text) ?? [];
  if (rest === undefined) return { kind: 'keyword', text: text.trimStart() };
  if (keyword.toUpperCase() !== 'ONBUILD')
    return { kind: 'arguments', instruction, keyword: keyword.toUpperCase(), text: rest };
  const [, trigger = '', triggerRest] = /^\s*(\S*)(\s[\s\S]*)?$/.exec(rest) ?? [];
  if (triggerRest === undefined) {
    return { kind: 'arguments', instruction, keyword: 'ONBUILD', text: rest };
  }
  const isAgain = trigger.toUpperCase() === 'ONBUILD';
  return { kind: 'arguments', instruction, keyword: isAgain ? '' : trigger.toUpperCase(), text: triggerRest };
}

/** The instruction whose last line goes on into the empty lines that hold this one. */
function openInstruction(document: DockerfileDocument, line: number): Instruction | undefined {
  const { lines, escapeCharacter } = document;
  let above = line - 1;
  while (above >= 0 && /^\s*(?:#|$)/.test(lines.textOf(above))) above--;
  if (above < 0 || continuationStart(lines.textOf(above), escapeCharacter) === undefined) return undefined;
  const found = instructionAt(document, above);
  return found && found.heredocs.length === 0 ? found : undefined;
}

function heredocBodyAt(instruction: Instruction, position: Position) {
  if (position.line <= instruction.lastLine) return undefined;
  return instruction.heredocs.find(({ bodySpan, terminator }) => {
    const { start, end } = instruction.rangeOfSource(bodySpan);
    if (comparePositions(position, start) < 0) return false;
    return comparePositions(position, end) < 0 || (!terminator && comparePositions(position, end) === 0);
  });
}

/** An instruction's text up to a place, joined as Docker joins it, with the blanks before the place. */
function textBefore(
  { lines, escapeCharacter }: DockerfileDocument,
  instruction: Instruction,
  { line, character }: Position,
): string {
  let text = '';
  for (let at = instruction.line; at <= line; at++) {
    const source = lines.textOf(at);
    const isLast = at === line;
    if (isLast) return text + source.slice(0, character);
    if (at > instruction.line && /^\s*(?:#|$)/.test(source)) continue;
    text += source.slice(0, continuationStart(source, escapeCharacter));
  }
  return text;
}
