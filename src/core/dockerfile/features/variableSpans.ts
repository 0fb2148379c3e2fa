import type { MappedText, Span } from '../mappedText.js';
import type { InstructionSyntax } from '../syntax.js';

/** A `$NAME` or `${NAME…}` in an instruction's text or in one of its heredocs. */
export interface VariableSpan {
  readonly name: string;
  /** The name alone. */
  readonly span: Span;
  /** From `$` to the end; an unclosed brace ends after the name. */
  readonly whole: Span;
  /** The text that the spans count in. */
  readonly text: MappedText;
}

/** How a text's quotes and escapes keep variables from being replaced. */
export interface Quoting {
  /** Characters before which `$` is plain. */
  readonly escapes: string;
  /** False in heredocs, where quotes mean nothing. */
  readonly quotes: boolean;
}

const shellKeywords = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const plainKeywords = new Set(['SHELL', 'MAINTAINER']);

/** The variables that an instruction uses, in order: those that Docker replaces and those that its shell does. */
export function variableSpans(syntax: InstructionSyntax): readonly VariableSpan[] {
  return syntax.keep(readVariableSpans);
}

function readVariableSpans(outer: InstructionSyntax): readonly VariableSpan[] {
  const syntax = outer.trigger ?? outer;
  const { joined, heredocs } = syntax.line;
  if (plainKeywords.has(syntax.keyword)) return [];
  const isShell = shellKeywords.has(syntax.keyword);
  const end = isShell && syntax.json ? syntax.argsSpan.start : joined.text.length;
  const escapes = isShell ? '\\' : syntax.escapeCharacter;
  const found = [...scan(joined, { start: syntax.keywordSpan.end, end }, { escapes, quotes: true })];
  for (const [index, heredoc] of heredocs.entries()) {
    const isScript = isShell && index === 0 && syntax.argsSpan.start === heredoc.opening.start;
    if (!heredoc.expands && !isScript) continue;
    const span = { start: 0, end: heredoc.body.text.length };
    found.push(...scan(heredoc.body, span, { escapes: '\\', quotes: isScript }));
  }
  return found;
}

/** The variables in a part of a text. */
export function* scan(text: MappedText, { start, end }: Span, { escapes, quotes }: Quoting): Iterable<VariableSpan> {
  const source = text.text;
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
    } else if (char === '$') {
      const found = variableAt(text, at);
      if (!found) continue;
      yield found;
      at = found.span.end - 1;
    }
  }
}

const namePattern = /(\{?)([A-Za-z_][A-Za-z0-9_]*)/y;

function variableAt(text: MappedText, dollar: number): VariableSpan | undefined {
  namePattern.lastIndex = dollar + 1;
  const match = namePattern.exec(text.text);
  if (!match) return undefined;
  const [, brace = '', name = ''] = match;
  const span = { start: dollar + 1 + brace.length, end: namePattern.lastIndex };
  const close = brace === '' ? -1 : closingBrace(text.text, span.end);
  return { name, span, whole: { start: dollar, end: close === -1 ? span.end : close + 1 }, text };
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
