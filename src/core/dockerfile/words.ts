import { compact } from '../base/compact.js';
import type { Span } from './mappedText.js';

/** A word of an instruction's joined text, quotes and escapes as written. */
export interface Word extends Span {
  readonly value: string;
}

/** A `--name=value` before an instruction's arguments. */
export interface Flag extends Span {
  readonly name: string;
  /** Undefined when there is no `=`; quotes removed as BuildKit does. */
  readonly value: string | undefined;
  readonly nameSpan: Span;
  /** Without the quotes around the value. */
  readonly valueSpan: Span | undefined;
}

/** An option of a flag like `--mount=type=cache,target=/x`. */
export interface FlagOption extends Span {
  readonly name: string;
  readonly value: string | undefined;
}

const blanks = /\s*/y;
const wordPattern = /\S+/y;
const plainInFlag = /[^\s"'\\]+/y;

/** Words parted by blanks. */
export function splitWords(text: string, from: number): readonly Word[] {
  const words: Word[] = [];
  for (let word = wordAfter(text, from); word.value !== ''; word = wordAfter(text, word.end)) words.push(word);
  return compact(words);
}

/** Where the characters that a sticky pattern takes from an offset on end. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

function skipBlanks(text: string, from: number): number {
  return endOf(blanks, text, from);
}

/** The word that begins after the blanks at an offset; an empty one at the end of the text. */
export function wordAfter(text: string, from: number): Word {
  const start = skipBlanks(text, from);
  const end = endOf(wordPattern, text, start);
  return { value: text.slice(start, end), start, end };
}

/** A word in which quotes and escapes hold blanks together; only the last of a text may have an open quote. */
export interface QuotedWord extends Span {
  readonly isClosed: boolean;
}

/** Words of a text, parted by blanks outside of quotes. */
export function* quotedWords(text: string, escapeCharacter: string): Iterable<QuotedWord> {
  let start = -1;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote !== '') {
      if (char === escapeCharacter && quote === '"') i++;
      else if (char === quote) quote = '';
      continue;
    }
    if (/\s/.test(char)) {
      if (start !== -1) yield { start, end: i, isClosed: true };
      start = -1;
      continue;
    }
    if (start === -1) start = i;
    if (char === escapeCharacter) i++;
    else if (char === '"' || char === "'") quote = char;
  }
  if (start !== -1) yield { start, end: text.length, isClosed: quote === '' };
}

/** Quoted words up to the cursor at the end of a text; the last one is being written, and empty behind a blank. */
export function wordsBeforeCursor(text: string, escapeCharacter: string): string[] {
  const words = [...quotedWords(text, escapeCharacter)];
  const isWritten = words.at(-1)?.end === text.length;
  return [...words.map(({ start, end }) => text.slice(start, end)), ...(isWritten ? [] : [''])];
}

/** The flags that begin at an offset, and where the arguments after them begin: BuildKit's extractBuilderFlags. */
export function readFlags(text: string, from: number): { flags: readonly Flag[]; rest: number } {
  const flags: Flag[] = [];
  let at = skipBlanks(text, from);
  while (text.startsWith('--', at)) {
    const { end, value } = readFlagWord(text, at);
    if (value === '--') return { flags: compact(flags), rest: skipBlanks(text, end) };
    flags.push(toFlag(text, { start: at, end }, value));
    at = skipBlanks(text, end);
  }
  return { flags: compact(flags), rest: at };
}

function readFlagWord(text: string, start: number): { end: number; value: string } {
  let quote = '';
  let at = endOf(plainInFlag, text, start);
  let value = text.slice(start, at);
  while (at < text.length) {
    const char = text.charAt(at);
    if (quote === '' && /\s/.test(char)) break;
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === '\\' && at + 1 < text.length && quote !== "'") value += text.charAt(++at);
    else value += char;
    const from = at + 1;
    at = endOf(plainInFlag, text, from);
    value += text.slice(from, at);
  }
  return { end: at, value };
}

function toFlag(text: string, span: Span, value: string): Flag {
  const { start, end } = span;
  const rawEquals = text.slice(start, end).indexOf('=');
  const equals = value.indexOf('=');
  const nameEnd = rawEquals === -1 ? end : start + rawEquals;
  return {
    start,
    end,
    name: equals === -1 ? value.slice(2) : value.slice(2, equals),
    value: equals === -1 ? undefined : value.slice(equals + 1),
    nameSpan: { start: start + 2, end: nameEnd },
    valueSpan: rawEquals === -1 ? undefined : withoutQuotes(text, { start: nameEnd + 1, end }),
  };
}

/** The part of a text without the quotes around it. */
export function withoutQuotes(text: string, { start, end }: Span): Span {
  const isQuoted = /^(["'])[^"'\\]*\1$/.test(text.slice(start, end));
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}

/** The comma-separated options of a flag's value. */
export function flagOptions({ value = '', valueSpan }: Flag): FlagOption[] {
  let at = valueSpan?.start ?? 0;
  return value.split(',').map((part) => {
    const start = at;
    at += part.length + 1;
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    return { start, end: start + part.length, name, value: equals === -1 ? undefined : part.slice(equals + 1) };
  });
}
