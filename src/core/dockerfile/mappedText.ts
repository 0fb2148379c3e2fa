import { lastNotAbove } from '../base/search.js';
/** A piece of text: offsets of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Most texts are one part from the beginning. */
const zero: readonly number[] = [0];

/**
 * Text that was put together from parts of another, and knows where each character came from.
 * An instruction without its line continuations and comments is one, a heredoc without its leading tabs another.
 */
export class MappedText {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #origins: readonly number[];

  private constructor(text: string, starts: readonly number[], origins: readonly number[]) {
    this.text = text;
    this.#starts = starts;
    this.#origins = origins;
  }

  /** Joins the given spans of a text; places are then told as distances from `base`. */
  static join(source: string, spans: readonly Span[], base = 0): MappedText {
    const [only] = spans;
    if (only && spans.length === 1) {
      const origins = only.start === base ? zero : [only.start - base];
      return new MappedText(source.slice(only.start, only.end), zero, origins);
    }
    let text = '';
    const starts = spans.map(({ start, end }) => {
      const { length } = text;
      text += source.slice(start, end);
      return length;
    });
    const origins = spans.map(({ start }) => start - base);
    return new MappedText(text, starts, origins);
  }

  /** Where the character at an offset stands in the source; an offset at the end gives the place after the last. */
  originOf(offset: number): number {
    const part = lastNotAbove(this.#starts, offset);
    return (this.#origins[part] ?? 0) + offset - (this.#starts[part] ?? 0);
  }

  /** The offset whose character stands at a place of the source, or the first one after it where that was left out. */
  offsetOf(origin: number): number {
    const part = lastNotAbove(this.#origins, origin);
    const start = this.#starts[part] ?? 0;
    const end = this.#starts[part + 1] ?? this.text.length;
    return Math.min(start + Math.max(origin - (this.#origins[part] ?? 0), 0), end);
  }

  /** The span in the source, from the first character's place to the one after the last character's. */
  originSpan({ start, end }: Span): Span {
    const first = this.originOf(start);
    return { start: first, end: end > start ? this.originOf(end - 1) + 1 : first };
  }
}
