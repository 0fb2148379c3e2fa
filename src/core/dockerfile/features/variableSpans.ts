import type { Heredoc } from '../heredoc.js';
import { type JsonForm, readJsonForm } from '../jsonForm.js';
import type { LogicalLine } from '../logicalLines.js';
import { MappedText, type Span } from '../mappedText.js';
import { isForShell } from '../shell/script.js';
import type { InstructionSyntax } from '../syntax.js';
import { flagOptions } from '../words.js';
import { scriptNames, shellNames } from './shellNames.js';
import { type Quoting, scan, type VariableSpan } from './variableScan.js';

/** How variables stand in an instruction's arguments; undefined where nothing replaces them. */
export function quotingOf(keyword: string, escapeCharacter: string): Quoting | undefined {
  if (plainKeywords.has(keyword)) return undefined;
  const isShell = shellKeywords.has(keyword);
  return { escapes: isShell ? '\\' : escapeCharacter, quotes: true, comments: isShell };
}

/** The same in the body of a heredoc. */
export function quotingIn(heredoc: Heredoc, syntax: InstructionSyntax): Quoting | undefined {
  const isFirst = heredoc.opening.start === syntax.argsSpan.start;
  const isScript = isFirst && shellKeywords.has(syntax.keyword);
  return heredoc.expands || isScript ? { escapes: '\\', quotes: isScript, comments: isScript } : undefined;
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
  const quoting = quotingOf(syntax.keyword, syntax.escapeCharacter);
  if (!quoting) return [];
  const isShell = shellKeywords.has(syntax.keyword);
  const exec = isShell ? execForm(syntax) : undefined;
  const end = exec ? syntax.argsSpan.start : joined.text.length;
  const found = [...secretVariables(syntax), ...scan(joined, { start: syntax.keywordSpan.end, end }, quoting)];
  if (exec) found.push(...execVariables(exec, syntax));
  else if (isShell) found.push(...shellNames(joined, { start: syntax.argsSpan.start, end }));
  for (const heredoc of heredocs) {
    const { body } = heredoc;
    const inBody = quotingIn(heredoc, syntax);
    if (!inBody) continue;
    const span = { start: 0, end: body.text.length };
    found.push(...scan(body, span, inBody));
    if (inBody.quotes && isForShell(body.text)) found.push(...shellNames(body, span));
  }
  return found;
}

/** The JSON form, also that of a health check behind its CMD. */
function execForm({ keyword, json, args, text }: InstructionSyntax): JsonForm | undefined {
  return keyword === 'HEALTHCHECK' && args[1] ? readJsonForm(text, args[1].start) : json;
}

/** The variables of a script that an exec form hands to a shell: `["sh", "-c", "exec $NAME"]`. */
function* execVariables({ items }: JsonForm, { line }: InstructionSyntax): Iterable<VariableSpan> {
  const flag = items.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
  const script = flag > 0 ? items[flag + 1] : undefined;
  if (!script) return;
  const text = unescaped(line, { start: script.start + 1, end: script.end - 1 });
  const span = { start: 0, end: text.text.length };
  yield* scriptNames(text, span);
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

/** The part of an instruction's arguments that a shell reads at their end: all, or the script of an exec form. */
export function scriptAtEnd(keyword: string, text: string): string {
  const isExec = shellKeywords.has(keyword) && /^\s*(?:--\S+\s+)*(?:CMD\s+)?\[/i.test(text);
  return isExec ? (/"-[a-z]*c"\s*,\s*"((?:[^"\\]|\\.)*)$/s.exec(text)?.[1] ?? '') : text;
}
