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

/** Names and values of an ARG, ENV or LABEL. */
export function readProperties(syntax: InstructionSyntax): readonly Property[] {
  if (!namesThings.has(syntax.keyword)) return [];
  return plainProperties(syntax) ?? parsedProperties(syntax);
}

const namesThings = new Set(['ARG', 'ENV', 'LABEL']);

/** A property whose value nobody can misread, blanks before it; no escape character is in it. */
const plainProperty = /[ \t]+([A-Za-z_][\w.-]*)=(?:"([^"\\`]*)"|'([^'\\`]*)'|([^\s"'\\`]*))(?![^ \t])/y;

/** The properties of an instruction in which all are plain, as nearly all are: a parser takes ten times as long. */
export function plainProperties({ text, keywordSpan }: InstructionSyntax): readonly Property[] | undefined {
  const found: Property[] = [];
  plainProperty.lastIndex = keywordSpan.end;
  for (let at = keywordSpan.end; at < text.length; at = plainProperty.lastIndex) {
    const match = plainProperty.exec(text);
    if (!match) return undefined;
    const [whole, name = '', double, single, bare = ''] = match;
    const end = at + whole.length;
    const start = at + whole.length - whole.trimStart().length;
    const nameSpan = { start, end: start + name.length };
    const valueSpan = { start: nameSpan.end + 1, end };
    const rawValue = text.slice(valueSpan.start, end);
    found.push({ start, end, name, value: double ?? single ?? bare, rawValue, nameSpan, valueSpan, isLegacy: false });
  }
  return found;
}

/**
 * The properties of any instruction, read by dockerfile-ast.
 * It is given one instruction at a time, on one line, and one word of an ARG, whose names it takes for values: parsing a
 * whole file it loses what follows a heredoc, misreads some continued lines and needs time by the square of the file's
 * length. No other file knows it.
 */
export function parsedProperties({
  keyword,
  keywordSpan: { start },
  text,
  escapeCharacter,
}: InstructionSyntax): readonly Property[] {
  const words = keyword === 'ARG' ? closedWords(text.slice(start), escapeCharacter).slice(1) : [];
  if (words.length < 2) return readPart(text.slice(start), start, escapeCharacter);
  return words.flatMap((word) => {
    const from = start + word.start;
    return readPart(`ARG ${text.slice(from, start + word.end)}`, from - 'ARG '.length, escapeCharacter);
  });
}

function closedWords(text: string, escapeCharacter: string): Span[] {
  return [...quotedWords(text, escapeCharacter)].filter(({ isClosed }) => isClosed);
}

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
