/** A text with its variables replaced. */
export interface Expansion {
  readonly text: string;
  /** False when a variable had no known value; it then stands in the text as written. */
  readonly isComplete: boolean;
}

/** A variable's value; undefined when nobody knows it, null when it is surely not set. */
export type Lookup = (name: string) => string | undefined | null;

/** Replaces variables and drops quotes and escapes as Docker does in ENV, FROM, COPY …: BuildKit's shell/lex.go. */
export function expandWord(raw: string, escapeCharacter: string, lookup: Lookup): Expansion {
  return new Expander(raw, escapeCharacter, lookup).expand();
}

class Expander {
  private at = 0;
  private isComplete = true;

  constructor(
    private readonly raw: string,
    private readonly escapeCharacter: string,
    private readonly lookup: Lookup,
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
    const match = /^\$(\{?)([A-Za-z_][A-Za-z0-9_]*)(:?[-+?])?/.exec(this.raw.slice(start));
    if (!match) return '$';
    const [whole, brace, name = '', modifier = ''] = match;
    const value = this.lookup(name);
    if (brace === '') {
      this.at += whole.length - modifier.length - 1;
      return this.known(value, `$${name}`);
    }
    this.at += whole.length;
    const wasComplete = this.isComplete;
    const word = this.readUntil('}');
    const written = this.raw.slice(start, this.at + 1);
    const isPlainEnd = modifier !== '' || written === `\${${name}}`;
    if (!isPlainEnd) {
      this.isComplete = false;
      return written;
    }
    const result = modified(value, modifier, word);
    if (result !== word) this.isComplete = wasComplete;
    return this.known(result, written);
  }

  private known(value: string | undefined | null, written: string): string {
    if (value === undefined) this.isComplete = false;
    return value === undefined ? written : (value ?? '');
  }
}

function modified(value: string | undefined | null, modifier: string, word: string): string | undefined | null {
  if (value === undefined) return undefined;
  const isSet = modifier.startsWith(':') ? Boolean(value) : value !== null;
  if (modifier.endsWith('-')) return isSet ? value : word;
  if (modifier.endsWith('+')) return isSet ? word : '';
  return value;
}
