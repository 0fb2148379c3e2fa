/** A piece of text: offsets of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

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
    const starts: number[] = [];
    const origins: number[] = [];
    let text = '';
    for (const { start, end } of spans) {
      starts.push(text.length);
      origins.push(start - base);
      text += source.slice(start, end);
    }
    return new MappedText(text, starts, origins);
  }

  /** Where the character at an offset stands in the source; an offset at the end gives the place after the last. */
  originOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return (this.#origins[low] ?? 0) + offset - (this.#starts[low] ?? 0);
  }

  /** The offset whose character stands at a place of the source, or the first one after it where that was left out. */
  offsetOf(origin: number): number {
    let low = 0;
    let high = this.#origins.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#origins[middle] ?? 0) <= origin) low = middle;
      else high = middle - 1;
    }
    const start = this.#starts[low] ?? 0;
    const end = this.#starts[low + 1] ?? this.text.length;
    return Math.min(start + Math.max(origin - (this.#origins[low] ?? 0), 0), end);
  }

  /** The span in the source, from the first character's place to the one after the last character's. */
  originSpan({ start, end }: Span): Span {
    const first = this.originOf(start);
    return { start: first, end: end > start ? this.originOf(end - 1) + 1 : first };
  }
}
