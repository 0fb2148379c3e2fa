import { compact } from '../base/compact.js';
import { findHeredocOpenings, type Heredoc, readHeredocs } from './heredoc.js';
import type { Lines } from './lines.js';
import { MappedText, type Span } from './mappedText.js';

/**
 * One instruction as BuildKit's parser reads it: its lines joined, then its heredocs.
 * Offsets count from the start of its first line, so an instruction that only moved is the same as before.
 */
export interface LogicalLine {
  readonly source: string;
  /** Keyword to last argument, without continuation characters, comments and blank lines between. */
  readonly joined: MappedText;
  readonly heredocs: readonly Heredoc[];
  /** Comments between continued lines. */
  readonly innerComments: readonly Span[];
  /** Blank lines between continued lines, as lines counted from the first. */
  readonly emptyLines: readonly number[];
  /** How many lines it takes without and with its heredocs. */
  readonly lineCount: number;
  readonly fullLineCount: number;
  /** True where its own text ends it, and nothing that follows could belong to it. */
  readonly isEnded: boolean;
}

const heredocKeywords = /^(?:ONBUILD\s+)?(?:ADD|COPY|RUN)\b/i;

/**
 * Reads the instruction that begins on a line.
 * Follows BuildKit's parser.go, Parse: comments and blank lines inside a continuation are skipped,
 * `\\` at the end of a line does not continue it, heredocs follow the last line.
 */
export function readLogicalLine(lines: Lines, first: number, escapeCharacter: string): LogicalLine {
  const origin = lines.start(first);
  const spans: Span[] = [];
  const innerComments: Span[] = [];
  const emptyLines: number[] = [];
  let last = first;
  let line = first;
  let continues = true;
  for (; continues && line < lines.count; line++) {
    const text = lines.textOf(line);
    const indent = text.length - text.trimStart().length;
    const isBlank = indent === text.length;
    if (line > first && text.charAt(indent) === '#') {
      innerComments.push({ start: lines.start(line) + indent - origin, end: lines.end(line) - origin });
      continue;
    }
    if (line > first && isBlank) {
      if (lines.start(line) < lines.text.length) emptyLines.push(line - first);
      continue;
    }
    const end = continuationStart(text, escapeCharacter);
    continues = end !== undefined;
    spans.push({
      start: lines.start(line) + (line === first ? indent : 0),
      end: lines.start(line) + (end ?? text.length),
    });
    last = line;
  }
  const joined = MappedText.join(lines.text, trimEnd(lines.text, spans), origin);
  const openings = heredocKeywords.test(joined.text) ? findHeredocOpenings(joined.text) : [];
  const { heredocs, next } = readHeredocs(lines, line, origin, openings);
  const source = lines.text.slice(origin, next > line ? lines.start(next) : lines.end(line - 1));
  const areClosed = heredocs.every(({ terminator }) => terminator) && (heredocs.length === 0 || source.endsWith('\n'));
  return {
    source,
    joined,
    heredocs: compact(heredocs),
    innerComments: compact(innerComments),
    emptyLines: compact(emptyLines),
    lineCount: last - first + 1,
    fullLineCount: next - first,
    isEnded: !continues && areClosed,
  };
}

/** Where a line's continuation character stands; undefined when the line ends the instruction. */
export function continuationStart(text: string, escapeCharacter: string): number | undefined {
  let at = text.length;
  while (at > 0 && /[ \t]/.test(text.charAt(at - 1))) at--;
  if (at === 0 || text.charAt(at - 1) !== escapeCharacter || text.charAt(at - 2) === escapeCharacter) return undefined;
  return at - 1;
}

/** Takes the blanks from the end of the last span, and spans of nothing else before it. */
function trimEnd(text: string, spans: Span[]): Span[] {
  for (let last = spans.pop(); last; last = spans.pop()) {
    const length = text.slice(last.start, last.end).trimEnd().length;
    if (length > 0 || spans.length === 0) return [...spans, { start: last.start, end: last.start + length }];
  }
  return spans;
}
