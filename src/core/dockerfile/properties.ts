import { DockerfileParser, type PropertyInstruction } from 'dockerfile-ast';
import type { Span } from './mappedText.js';
import type { InstructionSyntax } from './syntax.js';
import { quotedWords } from './words.js';

/** A `NAME=value` of an ARG, ENV or LABEL; spans count in the instruction's joined text. */
export interface Property extends Span {
  readonly name: string;
  /** Quotes and escapes resolved; undefined when there is no value. */
  readonly value: string | undefined;
  /** The value as written. */
  readonly rawValue: string | undefined;
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
  /** `NAME value` without an equals sign. */
  readonly isLegacy: boolean;
}

/**
 * Names and values of an ARG, ENV or LABEL, read by dockerfile-ast.
 * It is given one instruction at a time, on one line, and one word of an ARG, whose names it takes for values: parsing a whole file it loses what follows a heredoc, misreads
 * some continued lines and needs time by the square of the file's length. No other file knows it.
 */
export function readProperties({
  keyword,
  keywordSpan: { start },
  text,
  escapeCharacter,
}: InstructionSyntax): Property[] {
  if (!namesThings.has(keyword)) return [];
  const words = keyword === 'ARG' ? [...quotedWords(text.slice(start))].slice(1) : [];
  if (words.length < 2) return readPart(text.slice(start), start, escapeCharacter);
  return words.flatMap((word) => {
    const from = start + word.start;
    return readPart(`ARG ${text.slice(from, start + word.end)}`, from - 'ARG '.length, escapeCharacter);
  });
}

const namesThings = new Set(['ARG', 'ENV', 'LABEL']);

/** The properties of an instruction that begins at an offset. */
function readPart(text: string, offset: number, escapeCharacter: string): Property[] {
  const prefix = escapeCharacter === '\\' ? '' : `# escape=${escapeCharacter}\n`;
  const [instruction] = DockerfileParser.parse(prefix + text).getInstructions();
  if (!isPropertyInstruction(instruction)) return [];
  const span = ({ start, end }: { start: { character: number }; end: { character: number } }): Span => ({
    start: offset + start.character,
    end: offset + end.character,
  });
  return instruction.getProperties().map((property) => {
    const { start, end } = span(property.getRange());
    const valueRange = property.getValueRange();
    const valueSpan = valueRange ? span(valueRange) : undefined;
    return {
      start,
      end,
      name: property.getName(),
      value: property.getValue() ?? undefined,
      rawValue: valueSpan && text.slice(valueSpan.start - offset, valueSpan.end - offset),
      nameSpan: span(property.getNameRange()),
      valueSpan,
      isLegacy: valueRange !== null && property.getAssignmentOperator() === null,
    };
  });
}

function isPropertyInstruction(instruction: object | undefined): instruction is PropertyInstruction {
  return instruction !== undefined && 'getProperties' in instruction;
}
