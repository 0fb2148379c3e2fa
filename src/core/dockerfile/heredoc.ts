import type { Lines } from './lines.js';
import { MappedText, type Span } from './mappedText.js';
import { quotedWords } from './words.js';

/** A here-document of an ADD, COPY or RUN; offsets count in the instruction's own text. */
export interface Heredoc {
  readonly name: string;
  /** `<<-`: leading tabs of the body and of its end are dropped. */
  readonly stripsTabs: boolean;
  /** False when the name is quoted: variables in the body stay as they are. */
  readonly expands: boolean;
  /** The word that opens it, in the instruction's joined text. */
  readonly opening: Span;
  readonly body: MappedText;
  /** The body's lines, empty when it has none. */
  readonly bodySpan: Span;
  /** The line that ends it; undefined when the file ends before. */
  readonly terminator: Span | undefined;
}

/** What a heredoc's opening word says. */
export interface HeredocOpening {
  readonly name: string;
  readonly stripsTabs: boolean;
  readonly expands: boolean;
  readonly opening: Span;
}

/**
 * The heredocs an instruction's joined text opens, in order.
 * A word of its own like `<<EOF`, `0<<-"EOF"`: BuildKit's parser.go, heredocsFromLine.
 */
export function findHeredocOpenings(text: string): HeredocOpening[] {
  if (!text.includes('<<')) return [];
  const openings: HeredocOpening[] = [];
  for (const { start, end, isClosed } of quotedWords(text, '\\')) {
    const match = isClosed && /^\d*<<(-?)([^<]+)$/s.exec(text.slice(start, end));
    if (!match) continue;
    const [, dash = '', written = ''] = match;
    const name = unquote(written);
    if (name === '') continue;
    openings.push({ name, stripsTabs: dash === '-', expands: name === written, opening: { start, end } });
  }
  return openings;
}

function unquote(name: string): string {
  return name.replace(/\\(.)|["']/gs, '$1');
}

/** Reads the bodies that follow an instruction's last line; returns them with the line after the last of them. */
export function readHeredocs(
  lines: Lines,
  firstLine: number,
  origin: number,
  openings: readonly HeredocOpening[],
): { heredocs: Heredoc[]; next: number } {
  const heredocs: Heredoc[] = [];
  let line = firstLine;
  for (const opening of openings) {
    const found = lines.find(opening.name, line, opening.stripsTabs);
    const end = found ?? recoveryLine(lines, line);
    heredocs.push(readBody(lines, line, end, origin, opening, found !== undefined));
    line = found === undefined ? end : end + 1;
  }
  return { heredocs, next: line };
}

/** Where to go on after a heredoc that nothing ends: at the next line that can only be an instruction. */
function recoveryLine(lines: Lines, from: number): number {
  for (let line = from; line < lines.count; line++) {
    if (surelyInstruction.test(lines.textOf(line))) return line;
  }
  return lines.count;
}

const surelyInstruction =
  /^(?:FROM|RUN|COPY|ADD|ENV|ARG|CMD|ENTRYPOINT|WORKDIR|USER|LABEL|EXPOSE|VOLUME|HEALTHCHECK|SHELL|STOPSIGNAL|ONBUILD)[ \t]/;

function readBody(
  lines: Lines,
  first: number,
  end: number,
  origin: number,
  opening: HeredocOpening,
  isClosed: boolean,
): Heredoc {
  const spans: Span[] = [];
  for (let line = first; line < end; line++) {
    const start = lines.start(line) + (opening.stripsTabs ? leadingTabs(lines.textOf(line)) : 0);
    spans.push({ start, end: lines.start(line + 1) });
  }
  return {
    ...opening,
    body: MappedText.join(lines.text, spans, origin),
    bodySpan: { start: lines.start(first) - origin, end: lines.start(end) - origin },
    terminator: isClosed ? { start: lines.start(end) - origin, end: lines.end(end) - origin } : undefined,
  };
}

function leadingTabs(text: string): number {
  return /^\t*/.exec(text)?.[0].length ?? 0;
}
