import type { Span } from './mappedText.js';

/** A `$name` or `${name…}` that BuildKit expands. */
export interface VariableUse extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** What follows the name inside the braces, like `:-default`. */
  readonly modifier: string;
  /** Why BuildKit cannot expand it. */
  readonly problem?: 'unclosed' | 'badSubstitution' | 'unsupportedModifier';
}

const namePattern = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]/y;

/** A part of a text that is read for variables: all that was asked for, or a modifier. */
interface Part {
  readonly end: number;
  /** Where reading goes on behind it. */
  readonly next: number;
  readonly hasQuotes: boolean;
  quote: string;
}

/**
 * Variables in a part of a text, escapes minded; those inside a modifier too. BuildKit's shell/lex.go.
 * In the body of a heredoc quotes mean nothing.
 */
export function findVariables(
  text: string,
  { start, end }: Span,
  escapeCharacter: string,
  quotes: 'quotes' | 'no quotes' = 'quotes',
): VariableUse[] {
  const found: VariableUse[] = [];
  const first = text.indexOf('$', start);
  if (first === -1 || first >= end) return found;
  const braces = new Braces(text, escapeCharacter);
  const parts: Part[] = [{ end, next: end, hasQuotes: quotes === 'quotes', quote: '' }];
  let at = start;
  for (let part = parts.at(-1); part; part = parts.at(-1)) {
    const char = text.charAt(at);
    if (at >= part.end) at = parts.pop()?.next ?? end;
    else if (char === escapeCharacter && part.quote !== "'") at += 2;
    else if (char === '$' && part.quote !== "'") {
      const use = readVariable(text, at, part.end, braces);
      if (use) found.push(use);
      if (use?.modifier) parts.push({ end: use.end - 1, next: use.end, hasQuotes: true, quote: '' });
      at = use?.modifier ? use.nameSpan.end : (use?.end ?? at + 1);
    } else {
      if (char === part.quote) part.quote = '';
      else if (part.hasQuotes && part.quote === '' && (char === "'" || char === '"')) part.quote = char;
      at++;
    }
  }
  return found;
}

function readVariable(text: string, start: number, end: number, braces: Braces): VariableUse | undefined {
  const isBraced = text.charAt(start + 1) === '{';
  const nameStart = start + (isBraced ? 2 : 1);
  namePattern.lastIndex = nameStart;
  const name = nameStart < end ? (namePattern.exec(text)?.[0] ?? '') : '';
  const nameEnd = nameStart + name.length;
  if (!isBraced && (name === '' || nameEnd > end)) return undefined;
  const close = isBraced ? braces.closing(start, nameEnd, end) : nameEnd;
  const stop = close === -1 ? end : isBraced ? close + 1 : nameEnd;
  const modifier = isBraced ? text.slice(nameEnd, close === -1 ? end : close) : '';
  const problem = isBraced ? problemOf(name, modifier, close === -1) : undefined;
  const nameSpan = { start: nameStart, end: nameEnd };
  return { start, end: stop, name, nameSpan, modifier, ...(problem && { problem }) };
}

/** Finds the ends of `${`, those inside of one together with it: time grows with the text, not with its square. */
class Braces {
  readonly #text: string;
  readonly #escapeCharacter: string;
  readonly #closings = new Map<number, number>();

  constructor(text: string, escapeCharacter: string) {
    this.#text = text;
    this.#escapeCharacter = escapeCharacter;
  }

  /** Where the `}` of a `${` at `start` stands, behind its name; -1 where there is none before `end`. */
  closing(start: number, nameEnd: number, end: number): number {
    if (!this.#closings.has(start)) this.#match(start, nameEnd, end);
    const closing = this.#closings.get(start) ?? -1;
    return closing < end ? closing : -1;
  }

  #match(start: number, nameEnd: number, end: number): void {
    const open = [start];
    for (let at = nameEnd; at < end && open.length > 0; at++) {
      const char = this.#text.charAt(at);
      if (char === this.#escapeCharacter) at++;
      else if (char === '$' && this.#text.charAt(at + 1) === '{') open.push(at);
      else if (char === '}') this.#closings.set(open.pop() ?? start, at);
    }
    for (const unclosed of open) this.#closings.set(unclosed, -1);
  }
}

function problemOf(name: string, modifier: string, isUnclosed: boolean): VariableUse['problem'] {
  if (name === '' && (modifier === '' || /^[{:]/.test(modifier))) return 'badSubstitution';
  if (isUnclosed) return 'unclosed';
  if (modifier === '' || /^(?:[-+?#%]|:[-+?#%])/.test(modifier)) return undefined;
  if (modifier.startsWith('/')) return /^\/\/?(?:[^/\\]|\\.)*\//s.test(modifier) ? undefined : 'unclosed';
  return 'unsupportedModifier';
}

/** Who sets more names than these did not mean a certain one; to compare all would take as long as a file is squared. */
export const mostCandidates = 1000;

/** The closest of some names, at most some edits away; undefined when none is. */
export function closestName(name: string, names: Iterable<string>, edits = 2): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = edits + 1;
  let left = mostCandidates;
  for (const candidate of names) {
    if (left-- === 0) break;
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** How many characters to change, add or drop; any number from `enough` on where it is no fewer. */
function editDistance(a: string, b: string, enough: number): number {
  let start = 0;
  let [aEnd, bEnd] = [a.length, b.length];
  while (start < aEnd && start < bEnd && a[start] === b[start]) start++;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) [aEnd, bEnd] = [aEnd - 1, bEnd - 1];
  let row = Array.from({ length: bEnd - start + 1 }, (_, index) => index);
  for (let i = start; i < aEnd; i++) {
    const next = [i - start + 1];
    for (let j = 1; j < row.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i] === b[start + j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
    if (Math.min(...row) >= enough) return enough;
  }
  return row.at(-1) ?? 0;
}
