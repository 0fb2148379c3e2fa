import type { LogicalLine } from '../logicalLines.js';
import { MappedText, type Span } from '../mappedText.js';
import { isForShell } from '../shell/script.js';
import type { InstructionSyntax } from '../syntax.js';
import { flagOptions } from '../words.js';
import { shellNames } from './shellNames.js';

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
  const isExec = isShell && syntax.json !== undefined;
  const end = isExec ? syntax.argsSpan.start : joined.text.length;
  const escapes = isShell ? '\\' : syntax.escapeCharacter;
  const found = [...scan(joined, { start: syntax.keywordSpan.end, end }, { escapes, quotes: true })];
  if (isExec) found.push(...execVariables(syntax));
  else if (isShell) found.push(...shellNames(joined, { start: syntax.argsSpan.start, end }));
  for (const [index, heredoc] of heredocs.entries()) {
    const isScript = isShell && index === 0 && syntax.argsSpan.start === heredoc.opening.start;
    if (!heredoc.expands && !isScript) continue;
    const span = { start: 0, end: heredoc.body.text.length };
    found.push(...scan(heredoc.body, span, { escapes: '\\', quotes: isScript }));
    if (isScript && isForShell(heredoc.body.text)) found.push(...shellNames(heredoc.body, span));
  }
  return [...secretVariables(syntax), ...found];
}

/** The variables of a script that an exec form hands to a shell: `["sh", "-c", "exec $NAME"]`. */
function* execVariables({ json, line }: InstructionSyntax): Iterable<VariableSpan> {
  const items = json?.items ?? [];
  const flag = items.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
  const script = flag > 0 ? items[flag + 1] : undefined;
  if (!script) return;
  const text = unescaped(line, { start: script.start + 1, end: script.end - 1 });
  const span = { start: 0, end: text.text.length };
  yield* scan(text, span, { escapes: '\\', quotes: true });
  yield* shellNames(text, span);
}

/** The text of a JSON string without the backslashes before its quotes and backslashes. */
function unescaped({ joined, source }: LogicalLine, { start, end }: Span): MappedText {
  const spans: Span[] = [];
  for (let at = start; at < end; at++) {
    if (joined.text.charAt(at) === '\\' && /["\\/]/.test(joined.text.charAt(at + 1))) at++;
    const origin = joined.originOf(at);
    spans.push({ start: origin, end: origin + 1 });
  }
  return MappedText.join(source, spans);
}

/** The variables that secrets become: `--mount=type=secret,env=NAME`. */
function* secretVariables({ flags, line: { joined } }: InstructionSyntax): Iterable<VariableSpan> {
  for (const flag of flags) {
    const options = flag.name === 'mount' ? flagOptions(flag) : [];
    for (const { name, value, end } of options) {
      const span = { start: end - (value ?? '').length, end };
      if (name === 'env' && value) yield { name: value, span, whole: span, text: joined, isSetting: true };
    }
  }
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
