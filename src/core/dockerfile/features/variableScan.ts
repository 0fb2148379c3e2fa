import { MappedText, type Span } from '../mappedText.js';

/** A `$NAME` or `${NAME…}` in an instruction's text or in one of its heredocs, or a name that its shell sets. */
export interface VariableSpan {
  readonly name: string;
  /** The name alone. */
  readonly span: Span;
  /** From `$` to the end; an unclosed brace ends after the name. */
  readonly whole: Span;
  /** The text that the spans count in. */
  readonly text: MappedText;
  /** True where a shell gives it a value: `NAME=`, `for NAME in`, `read NAME`. */
  readonly isSetting: boolean;
}

/** How a text's quotes and escapes keep variables from being replaced. */
export interface Quoting {
  /** Characters before which `$` is plain. */
  readonly escapes: string;
  /** False in heredocs, where quotes mean nothing. */
  readonly quotes: boolean;
  /** True in scripts, where a word that begins with `#` hides the rest of its line. */
  readonly comments: boolean;
}

/** True when a `$` at an offset of a text is no escaped or quoted one. */
export function isVariableStart(text: string, dollar: number, quoting: Quoting): boolean {
  const upTo = MappedText.join(`${text.slice(0, dollar)}$x`, [{ start: 0, end: dollar + 2 }]);
  return [...scan(upTo, { start: 0, end: dollar + 2 }, quoting)].at(-1)?.whole.start === dollar;
}

/** The variables in a part of a text. */
export function* scan(text: MappedText, { start, end }: Span, quoting: Quoting): Iterable<VariableSpan> {
  const source = text.text;
  const { escapes, quotes, comments } = quoting;
  if (source.indexOf('$', start) === -1) return;
  let quote = '';
  for (let at = start; at < end; at++) {
    const char = source.charAt(at);
    if (quote === "'") {
      if (char === "'") quote = '';
    } else if (escapes.includes(char)) {
      at++;
    } else if (quotes && (char === '"' || char === "'")) {
      if (quote === '') quote = char;
      else if (quote === char) quote = '';
    } else if (comments && quote === '' && char === '#' && /\s/.test(source.charAt(at - 1) || ' ')) {
      const newline = source.indexOf('\n', at);
      at = newline === -1 ? end : newline;
    } else if (source.startsWith('$$', at)) {
      // To Docker and a shell a name of its own: the process.
      at++;
    } else if (char === '$') {
      const found = variableAt(text, at);
      if (!found) continue;
      yield found;
      at = found.span.end - 1;
    }
  }
}

/** With `${#NAME}`, its length, and `${!NAME}`, what it names. */
const namePattern = /((?:\{[#!]?)?)([A-Za-z_][A-Za-z0-9_]*)/y;

function variableAt(text: MappedText, dollar: number): VariableSpan | undefined {
  namePattern.lastIndex = dollar + 1;
  const match = namePattern.exec(text.text);
  if (!match) return undefined;
  const [, brace = '', name = ''] = match;
  const span = { start: dollar + 1 + brace.length, end: namePattern.lastIndex };
  const close = brace === '' ? -1 : closingBrace(text.text, span.end);
  return { name, span, whole: { start: dollar, end: close === -1 ? span.end : close + 1 }, text, isSetting: false };
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  const limit = Math.min(text.length, from + maxModifierLength);
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at);
    if (char === '\n') return -1;
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at;
  }
  return -1;
}

/** Keeps a file of unclosed braces linear. */
const maxModifierLength = 1000;
