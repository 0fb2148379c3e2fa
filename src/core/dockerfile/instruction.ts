import { lastNotAbove } from '../base/search.js';
import type { Comment } from './comments.js';
import type { Heredoc } from './heredoc.js';
import type { JsonForm } from './jsonForm.js';
import type { MappedText, Span } from './mappedText.js';
import type { Property } from './properties.js';
import type { Position, Range } from './range.js';
import type { Stage } from './stages.js';
import type { InstructionSyntax } from './syntax.js';
import type { Flag, Word } from './words.js';

/** An instruction at its place in a file. Spans count in `text`; `rangeOf` turns them into places of the file. */
export class Instruction {
  readonly syntax: InstructionSyntax;
  /** First line, from zero. */
  readonly line: number;
  /** Place in the file's list; a trigger has its ONBUILD's. */
  readonly index: number;
  /** Comments directly above, top down; BuildKit gathers them across blank lines. */
  readonly comments: readonly Comment[];
  /** The ONBUILD that this is the trigger of. */
  readonly onbuild: Instruction | undefined;
  /** The stage it belongs to, with its FROM; undefined before the first FROM. */
  stage: Stage | undefined;
  #trigger: Instruction | undefined;
  #lineStarts: readonly number[] | undefined;

  constructor(
    syntax: InstructionSyntax,
    line: number,
    index: number,
    comments: readonly Comment[],
    onbuild?: Instruction,
  ) {
    this.syntax = syntax;
    this.line = line;
    this.index = index;
    this.comments = comments;
    this.onbuild = onbuild;
    this.stage = onbuild?.stage;
  }

  /** Upper case. */
  get keyword(): string {
    return this.syntax.keyword;
  }

  /** Keyword to last argument, continuation lines joined, comments dropped. */
  get text(): string {
    return this.syntax.text;
  }

  get keywordText(): string {
    return this.textOf(this.syntax.keywordSpan);
  }

  get keywordRange(): Range {
    return this.rangeOf(this.syntax.keywordSpan);
  }

  /** Keyword to last argument, without heredoc bodies. */
  get range(): Range {
    return this.rangeOf({ start: this.syntax.keywordSpan.start, end: this.text.length });
  }

  /** Like `range`, with heredoc bodies. */
  get fullRange(): Range {
    const last = this.heredocs.at(-1);
    if (!last) return this.range;
    return { start: this.range.start, end: this.#position((last.terminator ?? last.bodySpan).end) };
  }

  /** Last line without heredocs, from zero. */
  get lastLine(): number {
    return this.line + this.syntax.line.lineCount - 1;
  }

  /** Last line with heredocs, from zero. */
  get fullLastLine(): number {
    return this.line + this.syntax.line.fullLineCount - 1;
  }

  get flags(): readonly Flag[] {
    return this.syntax.flags;
  }

  /** Words after the flags, parted by blanks. */
  get args(): readonly Word[] {
    return this.syntax.args;
  }

  /** A word that is no argument: `AS` before a stage's name, `CMD` or `NONE` of a HEALTHCHECK. */
  get innerKeyword(): Word | undefined {
    if (this.keyword === 'FROM') return this.stage?.from === this && this.stage.name ? this.args[1] : undefined;
    const [first] = this.args;
    return this.keyword === 'HEALTHCHECK' && first && /^(?:cmd|none)$/i.test(first.value) ? first : undefined;
  }

  get argsText(): string {
    return this.textOf(this.syntax.argsSpan);
  }

  get argsRange(): Range {
    return this.rangeOf(this.syntax.argsSpan);
  }

  get json(): JsonForm | undefined {
    return this.syntax.json;
  }

  /** Names and values of an ARG, ENV or LABEL. */
  get properties(): readonly Property[] {
    return this.syntax.properties;
  }

  get heredocs(): readonly Heredoc[] {
    return this.syntax.line.heredocs;
  }

  /** The instruction after ONBUILD. */
  get trigger(): Instruction | undefined {
    const { trigger } = this.syntax;
    if (trigger) this.#trigger ??= new Instruction(trigger, this.line, this.index, [], this);
    return this.#trigger;
  }

  flag(name: string): Flag | undefined {
    return this.flags.find((flag) => flag.name === name);
  }

  textOf({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  rangeOf(span: Span): Range {
    return this.rangeIn(this.syntax.line.joined, span);
  }

  /** The place in the file of a part of the joined text or of a heredoc's body. */
  rangeIn(text: MappedText, span: Span): Range {
    return this.rangeOfSource(text.originSpan(span));
  }

  /** The place in the file of a part of the instruction's source, as heredocs and inner comments tell theirs. */
  rangeOfSource({ start, end }: Span): Range {
    return { start: this.#position(start), end: this.#position(end) };
  }

  /** The offset in `text` of a place in the file; places outside give the nearest end. */
  offsetAt({ line, character }: Position): number {
    const start = this.#starts()[Math.max(line - this.line, 0)] ?? this.syntax.line.source.length;
    return this.syntax.line.joined.offsetOf(start + character);
  }

  #starts(): readonly number[] {
    this.#lineStarts ??= this.syntax.keep(lineStarts);
    return this.#lineStarts;
  }

  #position(offset: number): Position {
    const starts = this.#starts();
    const line = lastNotAbove(starts, offset);
    return { line: this.line + line, character: offset - (starts[line] ?? 0) };
  }
}

function lineStarts({ line: { source } }: InstructionSyntax): readonly number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
