import { lineRange, type Range } from './range.js';

/** A comment line outside of heredocs. */
export interface Comment {
  readonly line: number;
  /** What follows the `#`, blanks around it dropped. */
  readonly text: string;
  /** True when a blank stands right behind the `#`. */
  readonly isSpaced: boolean;
  readonly range: Range;
  /** True between the lines of a continued instruction. */
  readonly isInner: boolean;
}

/** A parser directive at the top of the file, like `# escape=\``. */
export interface Directive {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly valueRange: Range;
}

export function toComment(lineText: string, line: number, isInner: boolean): Comment {
  const start = lineText.indexOf('#');
  const text = lineText.slice(start + 1);
  const range = lineRange(line, start, lineText.length);
  return { line, text: text.trim(), isSpaced: /^\s/.test(text), range, isInner };
}

const directivePattern = /^(\s*#\s*)([a-zA-Z][a-zA-Z0-9]*)(\s*=\s*)(\S.*?)\s*$/;
const knownDirectives = new Set(['syntax', 'escape', 'check']);

/** Reads a line as a parser directive; undefined when it is none, which ends the directives of the file. */
export function readDirective(lineText: string, line: number): Directive | undefined {
  const match = directivePattern.exec(lineText);
  if (!match) return undefined;
  const [, before = '', name = '', equals = '', value = ''] = match;
  if (!knownDirectives.has(name.toLowerCase())) return undefined;
  const valueStart = before.length + name.length + equals.length;
  return {
    name: name.toLowerCase(),
    value,
    range: lineRange(line, before.indexOf('#'), valueStart + value.length),
    nameRange: lineRange(line, before.length, before.length + name.length),
    valueRange: lineRange(line, valueStart, valueStart + value.length),
  };
}
