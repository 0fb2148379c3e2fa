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
  let quote = '';
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    if (char === escapeCharacter && quote !== "'") at++;
    else if (char === quote) quote = '';
    else if (quotes === 'quotes' && quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === '$' && quote !== "'") {
      const use = readVariable(text, at, end, escapeCharacter, found);
      if (use) at = use.end - 1;
    }
  }
  return found.length > 1 ? found.sort((a, b) => a.start - b.start) : found;
}

function readVariable(
  text: string,
  start: number,
  end: number,
  escapeCharacter: string,
  found: VariableUse[],
): VariableUse | undefined {
  const isBraced = text.charAt(start + 1) === '{';
  const nameStart = start + (isBraced ? 2 : 1);
  namePattern.lastIndex = nameStart;
  const name = nameStart < end ? (namePattern.exec(text)?.[0] ?? '') : '';
  const nameEnd = nameStart + name.length;
  if (!isBraced && (name === '' || nameEnd > end)) return undefined;
  const close = isBraced ? closingBrace(text, nameEnd, end, escapeCharacter) : nameEnd;
  const stop = close === -1 ? end : isBraced ? close + 1 : nameEnd;
  const modifier = isBraced ? text.slice(nameEnd, close === -1 ? end : close) : '';
  const problem = isBraced ? problemOf(name, modifier, close === -1) : undefined;
  const use: VariableUse = {
    start,
    end: stop,
    name,
    nameSpan: { start: nameStart, end: nameEnd },
    modifier,
    ...(problem && { problem }),
  };
  found.push(use);
  if (modifier !== '') found.push(...findVariables(text, { start: nameEnd, end: stop - 1 }, escapeCharacter));
  return use;
}

function closingBrace(text: string, from: number, end: number, escapeCharacter: string): number {
  let depth = 1;
  for (let at = from; at < end; at++) {
    const char = text.charAt(at);
    if (char === escapeCharacter) at++;
    else if (char === '$' && text.charAt(at + 1) === '{') depth++;
    else if (char === '}' && --depth === 0) return at;
  }
  return -1;
}

function problemOf(name: string, modifier: string, isUnclosed: boolean): VariableUse['problem'] {
  if (name === '' && (modifier === '' || /^[{:]/.test(modifier))) return 'badSubstitution';
  if (isUnclosed) return 'unclosed';
  if (modifier === '' || /^(?:[-+?#%]|:[-+?#%])/.test(modifier)) return undefined;
  if (modifier.startsWith('/')) return /^\/\/?(?:[^/\\]|\\.)*\//s.test(modifier) ? undefined : 'unclosed';
  return 'unsupportedModifier';
}

/** The closest of some names, at most some edits away; undefined when none is. */
export function closestName(name: string, names: Iterable<string>, edits = 2): string | undefined {
  let best: string | undefined;
  let bestDistance = edits + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
