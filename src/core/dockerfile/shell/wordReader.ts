import { compact } from '../../base/compact.js';
import type { List, VariablePart, Word, WordPart } from './tree.js';

/** Nesting beyond this is read as plain text, so that no input overflows the stack. */
const maxDepth = 60;
const metaCharacters = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '<', '>', '(', ')']);
const substitutedProcess = /[<>]\(/y;
const plainRun = /[^ \t\r\n;&|<>()'"\\$`]+/y;
const plainInQuotes = /[^"\\$`]+/y;
const variableName = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;

/** Reads shell words from a text, from `at` up to `end`; knows quotes, variables and substitutions. */
export abstract class WordReader {
  protected readonly text: string;
  protected end: number;
  protected depth: number;
  protected at: number;
  /** A backtick as it is written here: within others it has backslashes before it. */
  protected readonly tick: string;

  constructor(text: string, start: number, end: number, depth: number, tick = '`') {
    this.text = text;
    this.at = start;
    this.end = end;
    this.depth = depth;
    this.tick = tick;
  }

  /** Reads the commands up to a closing parenthesis and the parenthesis itself. */
  protected abstract readSubstituted(): List;
  protected abstract readNested(start: number, end: number, tick: string): List;

  protected peek(offset = 0): string {
    return this.at + offset < this.end ? this.text.charAt(this.at + offset) : '';
  }

  protected startsWith(text: string): boolean {
    return this.at + text.length <= this.end && this.text.startsWith(text, this.at);
  }

  /** Reads a word; undefined where none begins. */
  protected readWord(): Word | undefined {
    const start = this.at;
    const parts: WordPart[] = [];
    while (this.at < this.end) {
      if (!metaCharacters.has(this.peek())) this.#readPart(parts);
      else if (this.endOf(substitutedProcess) !== undefined) parts.push(this.#substitution(false));
      else break;
    }
    if (this.at === start) return undefined;
    const [part] = parts;
    const text = parts.length === 1 && part ? textOfPart(part) : parts.map(textOfPart).join('');
    return { start, end: this.at, parts: compact(parts), text };
  }

  #readPart(parts: WordPart[]): void {
    const start = this.at;
    const char = this.peek();
    if (char === "'") this.#readSingleQuoted(parts, start);
    else if (char === '"') this.#readDoubleQuoted(parts);
    else if (char === '$' && this.peek(1) === "'") this.#readAnsiQuoted(parts);
    else if (char === '$' && this.peek(1) === '"') {
      this.at++;
      this.#readDoubleQuoted(parts);
    } else if (char === '$' || this.startsWith(this.tick)) parts.push(this.#expansion(false));
    else if (char === '\\') this.#readEscape(parts);
    else parts.push(this.#literal(this.#match(plainRun) || this.#take(1), start, false));
  }

  #readSingleQuoted(parts: WordPart[], start: number): void {
    const close = this.text.indexOf("'", start + 1);
    const stop = close === -1 || close >= this.end ? this.end : close;
    this.at = Math.min(stop + 1, this.end);
    parts.push(this.#literal(this.text.slice(start + 1, stop), start, true));
  }

  #readAnsiQuoted(parts: WordPart[]): void {
    const start = this.at;
    this.at += 2;
    while (this.at < this.end && this.peek() !== "'") this.at += this.peek() === '\\' ? 2 : 1;
    this.at = Math.min(this.at + 1, this.end);
    parts.push(this.#literal(this.text.slice(start + 2, Math.max(this.at - 1, start + 2)), start, true));
  }

  #readDoubleQuoted(parts: WordPart[]): void {
    const start = this.at++;
    const before = parts.length;
    while (this.at < this.end && this.peek() !== '"') {
      const from = this.at;
      const char = this.peek();
      if (char === '$' || this.startsWith(this.tick)) parts.push(this.#expansion(true));
      else if (char === '\\') this.#readEscapeInQuotes(parts);
      else parts.push(this.#literal(this.#match(plainInQuotes) || this.#take(1), from, true));
    }
    this.at = Math.min(this.at + 1, this.end);
    if (parts.length === before) parts.push(this.#literal('', start, true));
  }

  #readEscape(parts: WordPart[]): void {
    const start = this.at;
    const next = this.peek(1);
    this.at = Math.min(this.at + 2, this.end);
    parts.push(this.#literal(next === '\n' ? '' : next || '\\', start, true));
  }

  #readEscapeInQuotes(parts: WordPart[]): void {
    const start = this.at;
    const next = this.peek(1);
    this.at = Math.min(this.at + 2, this.end);
    const text = next === '\n' ? '' : /["$`\\]/.test(next) ? next : `\\${next}`;
    parts.push(this.#literal(text, start, true));
  }

  /** A `$…` or a backtick; a dollar sign that begins nothing is text. */
  #expansion(isQuoted: boolean): WordPart {
    const start = this.at;
    if (this.depth >= maxDepth) return this.#literal(this.#take(1), start, isQuoted);
    if (this.startsWith(this.tick)) return this.#backtick(isQuoted);
    if (this.startsWith('$((')) return this.#arithmetic(isQuoted) ?? this.#substitution(isQuoted);
    if (this.startsWith('$(')) return this.#substitution(isQuoted);
    if (this.startsWith('${')) return this.#braced(isQuoted);
    this.at++;
    const name = this.#match(variableName);
    if (!name) return this.#literal('$', start, isQuoted);
    return { kind: 'variable', start, end: this.at, name, modifier: '', isQuoted, inner: compact([]) };
  }

  #substitution(isQuoted: boolean): WordPart {
    const start = this.at;
    const opening = this.text.slice(start, start + 2) as '$(' | '<(' | '>(';
    this.at += 2;
    const list = this.readSubstituted();
    return { kind: 'substitution', start, end: this.at, opening, list, isQuoted };
  }

  #backtick(isQuoted: boolean): WordPart {
    const start = this.at;
    const inside = start + this.tick.length;
    const close = this.#closingTick(inside);
    this.at = Math.min(close + this.tick.length, this.end);
    const list = this.readNested(inside, close, `${'\\'.repeat(this.tick.length * 2 - 1)}\``);
    return { kind: 'substitution', start, end: this.at, opening: '`', list, isQuoted };
  }

  /** Of two backslashes one is left in a substitution, and so on for each that it stands in. */
  #closingTick(from: number): number {
    const { length } = this.tick;
    const ticks = /(?<!\\)\\*`/g;
    ticks.lastIndex = from;
    for (let match = ticks.exec(this.text); match && ticks.lastIndex <= this.end; match = ticks.exec(this.text)) {
      const more = match[0].length - length;
      if (more >= 0 && more % (2 * length) === 0) return match.index + more;
    }
    return this.end;
  }

  #arithmetic(isQuoted: boolean): WordPart | undefined {
    const start = this.at;
    const close = closingParenthesis(this.text, start + 1, this.end);
    if (close === -1 || this.text.charAt(close - 1) !== ')') return undefined;
    const inner = this.#expansionsIn(start + 3, close - 1);
    this.at = close + 1;
    return { kind: 'arithmetic', start, end: this.at, isQuoted, inner };
  }

  #expansionsIn(start: number, end: number): readonly WordPart[] {
    const parts: WordPart[] = [];
    const outerEnd = this.end;
    this.end = end;
    this.at = start;
    this.depth++;
    while (this.at < end) {
      if (this.peek() === '$' || this.startsWith(this.tick)) parts.push(this.#expansion(true));
      else this.at++;
    }
    this.depth--;
    this.end = outerEnd;
    return compact(parts);
  }

  #braced(isQuoted: boolean): VariablePart {
    const start = this.at;
    this.at += 2;
    const lengthMark = this.peek() === '#' && /[A-Za-z_]/.test(this.peek(1)) ? this.#take(1) : '';
    const indirect = this.peek() === '!' ? this.#take(1) : '';
    const name = this.#match(variableName);
    const modifierStart = this.at;
    const inner: WordPart[] = [];
    this.depth++;
    while (this.at < this.end && this.peek() !== '}') {
      const char = this.peek();
      if (char === '$' || this.startsWith(this.tick)) inner.push(this.#expansion(true));
      else if (char === '\\') this.at += 2;
      else if (char === "'" && !isQuoted) this.#readSingleQuoted(inner, this.at);
      else if (char === '"') this.#readDoubleQuoted(inner);
      else this.at++;
    }
    this.depth--;
    const modifier = lengthMark + indirect + this.text.slice(modifierStart, Math.min(this.at, this.end));
    this.at = Math.min(this.at + 1, this.end);
    return { kind: 'variable', start, end: this.at, name, modifier, isQuoted, inner: compact(inner) };
  }

  /** The end of what a sticky pattern matches here; undefined when it does not match, or not before the end. */
  protected endOf(pattern: RegExp): number | undefined {
    pattern.lastIndex = this.at;
    return pattern.test(this.text) && pattern.lastIndex <= this.end ? pattern.lastIndex : undefined;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    return pattern.test(this.text) ? this.#take(pattern.lastIndex - this.at) : '';
  }

  #take(count: number): string {
    const taken = this.text.slice(this.at, Math.min(this.at + count, this.end));
    this.at += taken.length;
    return taken;
  }

  #literal(text: string, start: number, isQuoted: boolean): WordPart {
    return { kind: 'literal', start, end: this.at, text, isQuoted };
  }
}

function textOfPart(part: WordPart): string {
  if (part.kind === 'literal') return part.text;
  if (part.kind !== 'variable') return '$()';
  return part.modifier === '' && part.end - part.start === part.name.length + 1
    ? `$${part.name}`
    : `\${${part.name}${part.modifier}}`;
}

/** Where the parenthesis that stands at an offset is closed; -1 when it is not. */
export function closingParenthesis(text: string, open: number, end: number): number {
  let depth = 0;
  for (let at = open; at < end; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
  }
  return -1;
}
