import type { Lines } from './lines.js';
import { readLogicalLine } from './logicalLines.js';
import { InstructionSyntax } from './syntax.js';

/** Syntax of a file's instructions in their order, handed from one parse of the file to the next. */
export class SyntaxCache {
  readonly #syntaxes: InstructionSyntax[] = [];
  #places: Map<string, number> | undefined;

  at(place: number): InstructionSyntax | undefined {
    return this.#syntaxes[place];
  }

  /** The last place of an instruction with this text. */
  placeOf(source: string): number | undefined {
    this.#places ??= new Map(this.#syntaxes.map(({ line }, place) => [line.source, place]));
    return this.#places.get(source);
  }

  add(syntax: InstructionSyntax): void {
    this.#places?.set(syntax.line.source, this.#syntaxes.length);
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
  /** How many instructions in a row are others than before. */
  #others = 0;

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
      this.#others = 0;
      return syntax;
    }
    return undefined;
  }

  #stands({ line: { source, isEnded }, escapeCharacter }: InstructionSyntax, start: number): boolean {
    const { text } = this.#lines;
    if (!isEnded || escapeCharacter !== this.#escapeCharacter || !text.startsWith(source, start)) return false;
    const end = start + source.length;
    return end === text.length || source.endsWith('\n') || text.startsWith('\n', end) || text.startsWith('\r\n', end);
  }

  /** One that was typed is hardly another's double. After more than one a place is looked for where the file goes on. */
  #readAnew(line: number): InstructionSyntax {
    const logical = readLogicalLine(this.#lines, line, this.#escapeCharacter);
    // One that its own text does not end may have gone on for more or fewer lines before.
    const same = this.#others++ > 0 && logical.isEnded ? this.#find(logical.source) : undefined;
    return same ?? new InstructionSyntax(logical, this.#escapeCharacter);
  }

  #find(source: string): InstructionSyntax | undefined {
    const place = this.#known.placeOf(source);
    if (place !== undefined) this.#next = place + 1;
    const same = this.read.at(this.read.placeOf(source) ?? -1) ?? this.#known.at(place ?? -1);
    return same?.escapeCharacter === this.#escapeCharacter ? same : undefined;
  }
}
