import { lastNotAbove } from '../base/search.js';
import type { Span } from './mappedText.js';

/** A text cut into lines; `\r` before a line feed belongs to the break, as BuildKit's scanner has it. */
export class Lines {
  readonly text: string;
  readonly #starts: number[] = [0];
  #byContent: Map<string, number[]> | undefined;

  constructor(text: string) {
    this.text = text;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** What a new line ends with. */
  get lineBreak(): '\r\n' | '\n' {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** Offset of a line's first character. */
  start(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** Offset after a line's last character, its break not counted. */
  end(line: number): number {
    const next = this.#starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text.charCodeAt(next - 2) === 13 && next - 2 >= this.start(line) ? next - 2 : next - 1;
  }

  span(line: number): Span {
    return { start: this.start(line), end: this.end(line) };
  }

  textOf(line: number): string {
    return this.text.slice(this.start(line), this.end(line));
  }

  /** The first line from `line` on that is exactly this text, leading tabs aside when `tabs`; an index makes it quick. */
  find(text: string, line: number, tabs: boolean): number | undefined {
    this.#byContent ??= this.#indexContent();
    const candidates = this.#byContent.get(text) ?? [];
    return candidates.find((at) => at >= line && (tabs || this.end(at) - this.start(at) === text.length));
  }

  #indexContent(): Map<string, number[]> {
    const index = new Map<string, number[]>();
    for (let line = 0; line < this.count; line++) {
      const content = this.textOf(line).replace(/^\t+/, '');
      const found = index.get(content);
      if (found) found.push(line);
      else index.set(content, [line]);
    }
    return index;
  }

  /** The line that holds an offset. */
  lineAt(offset: number): number {
    return lastNotAbove(this.#starts, offset);
  }
}
