import type { Span } from '../mappedText.js';

/** A command list, as in a file, a `{ }` or a `$( )`. */
export interface List extends Span {
  readonly items: readonly ListItem[];
}

/** A pipeline and what stands between it and the next one. */
export interface ListItem {
  readonly pipeline: Pipeline;
  /** Empty at the end of the list. */
  readonly operator: '' | '&&' | '||' | ';' | '&' | '\n';
  readonly operatorSpan: Span;
}

export interface Pipeline extends Span {
  readonly commands: readonly Command[];
  /** The bars between the commands. */
  readonly bars: readonly Span[];
  readonly isNegated: boolean;
}

export type Command = SimpleCommand | CompoundCommand;

export interface SimpleCommand extends Span {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  /** The command's name and its arguments. */
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export type CompoundKeyword =
  | '{'
  | '('
  | 'if'
  | 'while'
  | 'until'
  | 'for'
  | 'select'
  | 'case'
  | 'function'
  | '[['
  | '((';

export interface CompoundCommand extends Span {
  readonly kind: 'compound';
  readonly keyword: CompoundKeyword;
  /** The variable of `for`, the name of a function. */
  readonly name: string;
  /** The words of `for`, the subject and patterns of `case`, the operands of `[[`. */
  readonly words: readonly Word[];
  /** Conditions and bodies in order of writing. */
  readonly lists: readonly List[];
  readonly redirects: readonly Redirect[];
}

export interface Assignment extends Span {
  readonly name: string;
  /** Undefined for an array. */
  readonly value: Word | undefined;
  /** The words of an array, undefined for a plain value. */
  readonly items: readonly Word[] | undefined;
}

export interface Redirect extends Span {
  readonly operator: string;
  /** The variable in `{name}>file`. */
  readonly name: string | undefined;
  readonly target: Word | undefined;
}

export interface Word extends Span {
  /** Quotes and escapes resolved, variables as written, substitutions as `$()`. */
  readonly text: string;
  readonly parts: readonly WordPart[];
}

export type WordPart = LiteralPart | VariablePart | SubstitutionPart | ArithmeticPart;

export interface LiteralPart extends Span {
  readonly kind: 'literal';
  readonly text: string;
  readonly isQuoted: boolean;
}

export interface VariablePart extends Span {
  readonly kind: 'variable';
  readonly name: string;
  /** What follows the name in `${name…}`, empty without. */
  readonly modifier: string;
  readonly isQuoted: boolean;
  /** Substitutions and variables inside the modifier. */
  readonly inner: readonly WordPart[];
}

export interface SubstitutionPart extends Span {
  readonly kind: 'substitution';
  readonly opening: '$(' | '`' | '<(' | '>(';
  readonly list: List;
  readonly isQuoted: boolean;
}

export interface ArithmeticPart extends Span {
  readonly kind: 'arithmetic';
  readonly isQuoted: boolean;
  readonly inner: readonly WordPart[];
}
