import { parsePattern, withoutPrefix, withoutSuffix, withReplaced } from './shellPattern.js';

/** A text with its variables replaced. */
export interface Expansion {
  readonly text: string;
  /** False when a variable had no known value; it then stands in the text as written. */
  readonly isComplete: boolean;
}

/** A variable's value; undefined when nobody knows it, null when it is not set unless somebody builds with another. */
export type Lookup = (name: string) => string | undefined | null;

/**
 * Replaces variables and drops quotes and escapes as Docker does in ENV, FROM, COPY …: BuildKit's shell/lex.go.
 * A variable that is not set may stand as it is written, for a build with other arguments, or be `empty` as in a build
 * without.
 */
export function expandWord(
  raw: string,
  escapeCharacter: string,
  lookup: Lookup,
  unset: 'as written' | 'empty' = 'as written',
): Expansion {
  return new Expander(raw, escapeCharacter, lookup, unset).expand();
}

/** Nesting beyond this stays as it is written, so that no input overflows the stack. */
const maxDepth = 60;

class Expander {
  private at = 0;
  private depth = 0;
  private isComplete = true;

  constructor(
    private readonly raw: string,
    private readonly escapeCharacter: string,
    private readonly lookup: Lookup,
    private readonly unset: 'as written' | 'empty',
  ) {}

  expand(): Expansion {
    const text = this.readUntil('');
    return { text, isComplete: this.isComplete };
  }

  /** Reads up to a closing character that stands outside quotes, or to the end. */
  private readUntil(close: string): string {
    let text = '';
    let quote = '';
    for (; this.at < this.raw.length; this.at++) {
      const char = this.raw.charAt(this.at);
      if (quote === '' && close !== '' && char === close) return text;
      if (quote !== "'" && char === '$') {
        text += this.readVariable();
      } else if (quote !== "'" && char === this.escapeCharacter && this.at + 1 < this.raw.length) {
        this.at++;
        const next = this.raw.charAt(this.at);
        text += quote === '"' && !`"$${this.escapeCharacter}`.includes(next) ? char + next : next;
      } else if ((char === '"' || char === "'") && (quote === '' || quote === char)) {
        quote = quote === '' ? char : '';
      } else {
        text += char;
      }
    }
    return text;
  }

  /** Reads the variable at `$`; leaves the place on its last character. */
  private readVariable(): string {
    const start = this.at;
    const match = /^\$(\{?)([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])/.exec(this.raw.slice(start));
    if (!match || this.depth === maxDepth) return this.raw.charAt(start + 1) === '{' ? this.known(undefined, '$') : '$';
    const [whole, brace, name = ''] = match;
    const value = this.lookup(name);
    this.at += whole.length;
    if (brace === '') {
      this.at--;
      return this.known(value, whole);
    }
    const [operator = ''] = /^(?::?[-+?]|##?|%%?|\/\/?)/.exec(this.raw.slice(this.at)) ?? [];
    this.at += operator.length;
    const wasComplete = this.isComplete;
    this.depth++;
    const pattern = operator.startsWith('/') ? this.readUntil('/') : '';
    if (operator.startsWith('/')) this.at++;
    const word = this.readUntil('}');
    this.depth--;
    const isWordComplete = this.isComplete;
    this.isComplete = wasComplete;
    const written = this.raw.slice(start, this.at + 1);
    if (operator === '') return this.known(word === '' ? value : undefined, written);
    if (/[-+?]/.test(operator)) {
      const choice = chosen(value, operator);
      if (choice === 'word') this.isComplete &&= isWordComplete;
      return choice === 'word' ? word : this.known(choice === 'value' ? value : choice, written);
    }
    const isPlain = isWordComplete && !written.includes(this.escapeCharacter);
    return this.known(isPlain ? changed(value, operator, pattern, word) : undefined, written);
  }

  private known(value: string | undefined | null, written: string): string {
    if (typeof value === 'string') return value;
    if (value === null && this.unset === 'empty') return '';
    this.isComplete = false;
    return written;
  }
}

/** What `-`, `+` and `?` choose: the variable's value or the word behind them, `''` for neither. */
function chosen(value: string | undefined | null, operator: string): 'value' | 'word' | '' | undefined {
  if (value === undefined) return undefined;
  const isSet = operator.startsWith(':') ? Boolean(value) : value !== null;
  if (operator.endsWith('-')) return isSet ? 'value' : 'word';
  if (operator.endsWith('+')) return isSet ? 'word' : '';
  return isSet ? 'value' : undefined;
}

/** A value with a part cut off or replaced. */
function changed(
  value: string | undefined | null,
  operator: string,
  pattern: string,
  word: string,
): string | undefined {
  if (value === undefined) return undefined;
  const text = value ?? '';
  if (text.length ** 2 * (pattern.length + word.length) > maxSteps) return undefined;
  const which = operator.length === 2 ? 'longest' : 'shortest';
  if (operator.startsWith('#')) return withoutPrefix(text, parsePattern(word), which);
  if (operator.startsWith('%')) return withoutSuffix(text, parsePattern(word), which);
  return withReplaced(text, parsePattern(pattern), word, operator === '//' ? 'all' : 'first');
}

/** What would take longer to match stays as it is written. */
const maxSteps = 1_000_000;
