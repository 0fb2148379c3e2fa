import type { Lines } from './lines.js';
import { readLogicalLine } from './logicalLines.js';
import { InstructionSyntax } from './syntax.js';

/** Syntax of a file's instructions in their order, handed from one parse of the file to the next. */
export class SyntaxCache {
  readonly #syntaxes: InstructionSyntax[] = [];
  readonly #places = new Map<string, number>();

  at(place: number): InstructionSyntax | undefined {
    return this.#syntaxes[place];
  }

  /** The first place of an instruction with this text. */
  placeOf(source: string): number | undefined {
    return this.#places.get(source);
  }

  add(syntax: InstructionSyntax): void {
    const { source } = syntax.line;
    if (!this.#places.has(source)) this.#places.set(source, this.#syntaxes.length);
    this.#syntaxes.push(syntax);
  }
}

/** Reads the instructions of a text, and takes those that are known from an earlier one as they are. */
export class SyntaxReader {
  /** What was read, for the next text. */
  readonly read = new SyntaxCache();
  readonly #lines: Lines;
  readonly #escapeCharacter: string;
  readonly #known: SyntaxCache;
  /** Where the known instruction stands that should come next. */
  #next = 0;

  constructor(lines: Lines, escapeCharacter: string, known: SyntaxCache) {
    this.#lines = lines;
    this.#escapeCharacter = escapeCharacter;
    this.#known = known;
  }

  /** The instruction that begins on a line. */
  readAt(line: number): InstructionSyntax {
    const syntax = this.#asBefore(line) ?? this.#readAnew(line);
    this.read.add(syntax);
    return syntax;
  }

  /** The instruction that came next before, or the one behind it, where its text stands here: nothing need be read. */
  #asBefore(line: number): InstructionSyntax | undefined {
    const start = this.#lines.start(line);
    for (const place of [this.#next, this.#next + 1]) {
      const syntax = this.#known.at(place);
      if (!syntax || !this.#stands(syntax, start)) continue;
      this.#next = place + 1;
      return syntax;
    }
    return undefined;
  }

  #stands({ line: { source, isEnded }, escapeCharacter }: InstructionSyntax, start: number): boolean {
    const { text } = this.#lines;
    if (!isEnded || escapeCharacter !== this.#escapeCharacter || !text.startsWith(source, start)) return false;
    const end = start + source.length;
    return end === text.length || source.endsWith('\n') || /^\r?\n/.test(text.slice(end, end + 2));
  }

  #readAnew(line: number): InstructionSyntax {
    const logical = readLogicalLine(this.#lines, line, this.#escapeCharacter);
    const place = this.#known.placeOf(logical.source);
    if (place !== undefined) this.#next = place + 1;
    const same = this.read.at(this.read.placeOf(logical.source) ?? -1) ?? this.#known.at(place ?? -1);
    const isSame = same?.escapeCharacter === this.#escapeCharacter;
    return isSame ? same : new InstructionSyntax(logical, this.#escapeCharacter);
  }
}
