import { type JsonForm, readJsonForm } from './jsonForm.js';
import type { LogicalLine } from './logicalLines.js';
import type { Span } from './mappedText.js';
import { type Property, readProperties } from './properties.js';
import { type Flag, readFlags, splitWords, type Word, wordAfter } from './words.js';

/** A chain of a few values: a map of them takes seven times the memory. */
interface Kept {
  readonly compute: object;
  readonly value: unknown;
  readonly next: Kept | undefined;
}

/**
 * What one instruction says, apart from where it stands: kept from parse to parse while its text is the same.
 * Spans count in `text`, the joined text.
 */
export class InstructionSyntax {
  readonly line: LogicalLine;
  readonly escapeCharacter: string;
  readonly text: string;
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Word;
  readonly flags: readonly Flag[];
  /** From the first argument after the flags to the end. */
  readonly argsSpan: Span;
  /** The instruction after ONBUILD; an ONBUILD there has none of its own. */
  readonly trigger: InstructionSyntax | undefined;
  #kept: Kept | undefined;
  #args: readonly Word[] | undefined;
  #json: { form: JsonForm | undefined } | undefined;
  #properties: readonly Property[] | undefined;

  constructor(line: LogicalLine, escapeCharacter: string, from = 0) {
    this.line = line;
    this.escapeCharacter = escapeCharacter;
    this.text = line.joined.text;
    this.keywordSpan = wordAfter(this.text, from);
    this.keyword = this.keywordSpan.value.toUpperCase();
    const { flags, rest } = readFlags(this.text, this.keywordSpan.end);
    this.flags = flags;
    this.argsSpan = { start: rest, end: this.text.length };
    const hasTrigger = this.keyword === 'ONBUILD' && from === 0 && rest < this.text.length;
    this.trigger = hasTrigger ? new InstructionSyntax(line, escapeCharacter, rest) : undefined;
  }

  get args(): readonly Word[] {
    this.#args ??= splitWords(this.text, this.argsSpan.start);
    return this.#args;
  }

  get json(): JsonForm | undefined {
    this.#json ??= { form: readJsonForm(this.text, this.argsSpan.start) };
    return this.#json.form;
  }

  get properties(): readonly Property[] {
    this.#properties ??= readProperties(this);
    return this.#properties;
  }

  /** Keeps a value worked out from this syntax alone; the function that computes it is its key. */
  keep<T>(compute: (syntax: InstructionSyntax) => T): T {
    for (let kept = this.#kept; kept; kept = kept.next) if (kept.compute === compute) return kept.value as T;
    const value = compute(this);
    this.#kept = { compute, value, next: this.#kept };
    return value;
  }
}
