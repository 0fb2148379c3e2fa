import { BuildContext } from './context.js';
import { BuildError } from './errors.js';
import { type FileSummary, summarize } from './fileSummary.js';
import { PatternMatcher, parseIgnoreFile } from './patterns.js';

/** A line of an ignore file that holds a pattern. */
export interface IgnoreLine {
  /** From zero. */
  readonly line: number;
  /** Where the pattern stands in it. */
  readonly start: number;
  readonly end: number;
  /** As matching takes it; begins with `!` where it takes something back. */
  readonly pattern: string;
  readonly isValid: boolean;
}

/** The lines of an ignore file that hold patterns. */
export function readIgnoreLines(text: string): IgnoreLine[] {
  return text.split(/\r?\n/).flatMap((source, line) => {
    const [pattern] = parseIgnoreFile(source);
    if (pattern === undefined) return [];
    const start = source.search(/[^\s\uFEFF]/);
    return [{ line, start, end: source.trimEnd().length, pattern, isValid: isPattern(pattern) }];
  });
}

function isPattern(pattern: string): boolean {
  try {
    new PatternMatcher([pattern]);
    return true;
  } catch (error) {
    if (error instanceof BuildError) return false;
    throw error;
  }
}

/** Valid lines that change nothing: no path of the context matches, or earlier lines decide already. None when it is huge. */
export async function unusedLines(
  contextDir: string,
  lines: readonly IgnoreLine[],
  signal?: AbortSignal,
): Promise<IgnoreLine[]> {
  const valid = lines.filter(({ isValid }) => isValid);
  const matcher = new PatternMatcher(valid.map(({ pattern }) => pattern));
  let looked = 0;
  for await (const entries of new BuildContext(contextDir).walk({ exclude: matcher }, signal)) {
    looked += entries.length;
    if (matcher.used.size === valid.length || looked > mostCounted) return [];
  }
  return valid.filter((_, index) => !matcher.used.has(index));
}

/** What of the whole context a pattern means, whatever the other lines say. */
export function patternSize(contextDir: string, pattern: string, signal?: AbortSignal): Promise<FileSummary> {
  const include = [pattern.replace(/^!/, '')];
  return summarize(new BuildContext(contextDir).walk({ include }, signal), mostCounted);
}

const mostCounted = 100_000;

/** The text that puts patterns at the end of an ignore file, where nothing takes them back; empty when all are there. */
export function appendedPatterns(text: string, patterns: readonly string[]): string {
  const known = new Set(parseIgnoreFile(text));
  const lines = [...new Set(patterns)].filter((pattern) => !known.has(pattern));
  if (lines.length === 0) return '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? '' : newline;
  return before + lines.map((line) => line + newline).join('');
}
