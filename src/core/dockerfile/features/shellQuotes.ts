import { firstIndex } from '../../base/search.js';
import type { Span } from '../mappedText.js';
import type { InstructionSyntax } from '../syntax.js';

/** True when a place of an instruction's text stands inside quotes, a substitution or after an escape character. */
export function isOpenAt(syntax: InstructionSyntax, offset: number): boolean {
  const spans = syntax.keep(openSpans);
  const span = spans[firstIndex(spans, ({ end }) => end >= offset)];
  return span !== undefined && span.start < offset && offset <= span.end;
}

const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '(': ')' };

/** The parts of a text, in order, where blanks may mean something: quotes, `$( )` and backticks with all inside. */
function openSpans({ text, escapeCharacter }: InstructionSyntax): readonly Span[] {
  const spans: Span[] = [];
  const open: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const inner = open.at(-1);
    if (char === escapeCharacter && inner !== "'") {
      if (open.length === 0) spans.push({ start: at, end: at + 1 });
      at++;
    } else if (inner !== undefined && char === closers[inner]) {
      open.pop();
      if (open.length === 0) spans.push({ start, end: at });
    } else if (opens(text, at, inner, escapeCharacter)) {
      if (open.length === 0) start = at;
      open.push(char);
    }
  }
  if (open.length > 0) spans.push({ start, end: text.length });
  return spans;
}

function opens(text: string, at: number, inner: string | undefined, escapeCharacter: string): boolean {
  const char = text.charAt(at);
  if (inner === "'" || char === escapeCharacter) return false;
  if (char === '(') return text.charAt(at - 1) === '$' || inner === '(';
  if (char === "'") return inner !== '"';
  return char === '"' || char === '`';
}
