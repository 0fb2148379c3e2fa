import { parseIgnoreFile } from './patterns.js';

/** The text that puts patterns at the end of an ignore file, where nothing takes them back; empty when all are there. */
export function appendedPatterns(text: string, patterns: readonly string[]): string {
  const known = new Set(parseIgnoreFile(text));
  const lines = [...new Set(patterns)].filter((pattern) => !known.has(pattern));
  if (lines.length === 0) return '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? '' : newline;
  return before + lines.map((line) => line + newline).join('');
}
