import { WordReader } from './wordReader.js';

/** Steps over what stands between words and commands: blanks, comments, semicolons, line breaks with their heredocs. */
export abstract class SeparatorReader extends WordReader {
  /** Those that begin behind the next line break. */
  protected heredocs: { end: string; stripsTabs: boolean }[] = [];

  protected skipBlanks(): void {
    for (;;) {
      const char = this.peek();
      if (char === ' ' || char === '\t') this.at++;
      else if (char === '\\' && /^\\\r?\n/.test(this.text.slice(this.at, this.at + 3))) {
        this.at += this.peek(1) === '\r' ? 3 : 2;
      } else if (char === '#') this.#skipComment();
      else return;
    }
  }

  #skipComment(): void {
    const newline = this.text.indexOf('\n', this.at);
    this.at = newline === -1 ? this.end : Math.min(newline, this.end);
  }

  /** Steps over blanks, comments, line breaks and single semicolons. */
  protected skipSeparators(): void {
    for (;;) {
      this.skipLineBreaks();
      if (this.peek() !== ';' || this.peek(1) === ';') return;
      this.at++;
    }
  }

  protected skipLineBreaks(): void {
    for (;;) {
      this.skipBlanks();
      if (this.peek() === '\r') this.at++;
      else if (this.peek() === '\n') this.#skipLineBreak();
      else return;
    }
  }

  #skipLineBreak(): void {
    this.at++;
    for (const { end, stripsTabs } of this.heredocs.splice(0)) {
      while (this.at < this.end) {
        const newline = this.text.indexOf('\n', this.at);
        const stop = newline === -1 ? this.end : Math.min(newline, this.end);
        const line = this.text.slice(this.at, stop).replace(/\r$/, '');
        this.at = Math.min(stop + 1, this.end);
        if ((stripsTabs ? line.replace(/^\t+/, '') : line) === end) break;
      }
    }
  }
}
