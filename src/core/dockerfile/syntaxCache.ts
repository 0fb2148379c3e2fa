import { commonEnds } from '../base/commonEnds.js';
import { Lines } from './lines.js';
import { type LogicalLine, readLogicalLine } from './logicalLines.js';
import { InstructionSyntax } from './syntax.js';

/** Syntax of a file's instructions in their order, handed from one parse of the file to the next. */
export class SyntaxCache {
  /** What they were read from. */
  readonly text: string;
  readonly #syntaxes: InstructionSyntax[] = [];
  readonly #starts: number[] = [];
  #places: Map<string, number> | undefined;

  constructor(text = '') {
    this.text = text;
  }

  at(place: number): InstructionSyntax | undefined {
    return this.#syntaxes[place];
  }

  /** Offset of the line that the instruction at a place begins on. */
  startOf(place: number): number | undefined {
    return this.#starts[place];
  }

  /** The last place of an instruction with this text. */
  placeOf(source: string): number | undefined {
    this.#places ??= new Map(this.#syntaxes.map(({ line }, place) => [line.source, place]));
    return this.#places.get(source);
  }

  add(syntax: InstructionSyntax, start: number): void {
    this.#starts.push(start);
    this.#places?.set(syntax.line.source, this.#syntaxes.length);
    this.#syntaxes.push(syntax);
  }
}

/** Reads the instructions of a text, and takes those that are known from an earlier one as they are. */
export class SyntaxReader {
  /** What was read, for the next text. */
  readonly read: SyntaxCache;
  readonly #lines: Lines;
  readonly #escapeCharacter: string;
  readonly #known: SyntaxCache;
  /** How much of the text is that of before. */
  readonly #same: ReturnType<typeof commonEnds>;
  /** Where the known instruction stands that should come next. */
  #next = 0;
  /** How many instructions in a row are others than before. */
  #others = 0;

  constructor(lines: Lines, escapeCharacter: string, known: SyntaxCache) {
    this.#lines = lines;
    this.#escapeCharacter = escapeCharacter;
    this.#known = known;
    this.read = new SyntaxCache(lines.text);
    this.#same = commonEnds(known.text, lines.text);
  }

  /** The instruction that begins on a line. */
  readAt(line: number): InstructionSyntax {
    const syntax = this.#asBefore(line) ?? this.#readAnew(line);
    this.read.add(syntax, this.#lines.start(line));
    return syntax;
  }

  /** The instruction that came next before, or the one behind it, where its text stands here: nothing need be read. */
  #asBefore(line: number): InstructionSyntax | undefined {
    const start = this.#lines.start(line);
    for (const place of [this.#next, this.#next + 1]) {
      const syntax = this.#known.at(place);
      if (!syntax || !this.#stands(syntax, place, start)) continue;
      this.#next = place + 1;
      this.#others = 0;
      return syntax;
    }
    return undefined;
  }

  #stands({ line: { source, isEnded }, escapeCharacter }: InstructionSyntax, place: number, start: number): boolean {
    if (!isEnded || escapeCharacter !== this.#escapeCharacter) return false;
    const end = start + source.length;
    if (this.#isUntouched(this.#known.startOf(place), start, end)) return true;
    const { text } = this.#lines;
    if (!text.startsWith(source, start)) return false;
    return end === text.length || source.endsWith('\n') || text.startsWith('\n', end) || text.startsWith('\r\n', end);
  }

  /** True for a part, with the line break behind it, before or behind all that is another than before. */
  #isUntouched(before: number | undefined, start: number, end: number): boolean {
    if (before === undefined) return false;
    const left = this.#lines.text.length - start;
    const isAhead = before === start && end + '\r\n'.length <= this.#same.start;
    return isAhead || (left === this.#known.text.length - before && left <= this.#same.end);
  }

  /** One that was typed is hardly another's double. After more than one a place is looked for where the file goes on. */
  #readAnew(line: number): InstructionSyntax {
    const logical = readLogicalLine(this.#lines, line, this.#escapeCharacter);
    const isTyped = this.#others++ === 0;
    // One that its own text does not end may have gone on for more or fewer lines before.
    const same = isTyped || !logical.isEnded ? undefined : this.#find(logical.source);
    const read = isTyped && logical.isEnded ? this.#readAlone(logical.source) : logical;
    return same ?? new InstructionSyntax(read, this.#escapeCharacter);
  }

  /** Reads a copy: a piece of the file's text would keep all of that in memory, another file with each change. */
  #readAlone(source: string): LogicalLine {
    return readLogicalLine(new Lines(structuredClone(source)), 0, this.#escapeCharacter);
  }

  #find(source: string): InstructionSyntax | undefined {
    const place = this.#known.placeOf(source);
    if (place !== undefined) this.#next = place + 1;
    const same = this.read.at(this.read.placeOf(source) ?? -1) ?? this.#known.at(place ?? -1);
    return same?.escapeCharacter === this.#escapeCharacter ? same : undefined;
  }
}
