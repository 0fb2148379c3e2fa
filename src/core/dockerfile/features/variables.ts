import { firstIndex } from '../../base/search.js';
import type { DockerfileDocument } from '../document.js';
import { type Expansion, expandWord } from '../expand.js';
import type { Instruction } from '../instruction.js';
import type { Span } from '../mappedText.js';
import type { Property } from '../properties.js';
import type { Range } from '../range.js';
import type { Stage } from '../stages.js';
import { oncePerDocument } from './oncePerDocument.js';
import { isPredefined } from './reference/names.js';
import type { VariableSpan } from './variableScan.js';
import { variableSpans } from './variableSpans.js';

/** Where an ARG or ENV sets a name. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'ARG' | 'ENV';
  readonly instruction: Instruction;
  readonly property: Property;
  /** What the names in its value stand for, at this place. */
  readonly scope: Scope;
  /** The declaration of the same name that it hides or, as `ARG NAME`, takes its value from. */
  readonly hides: Declaration | undefined;
}

/** A place that uses a variable. */
export interface Reference extends VariableSpan {
  readonly instruction: Instruction;
  /** Undefined for a name that the file does not set: a shell's own, or one of the base image. */
  readonly declaration: Declaration | undefined;
}

/** Names that are known at a place; later ones hide earlier ones, and ENV hides ARG. */
export class Scope {
  readonly #own = new Map<string, Declaration>();

  constructor(readonly parent: Scope | undefined) {}

  get(name: string): Declaration | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const found = scope.#own.get(name);
      if (found) return found;
    }
    return undefined;
  }

  set(declaration: Declaration): void {
    const before = this.get(declaration.name);
    const isHidden = declaration.kind === 'ARG' && before?.kind === 'ENV';
    if (!isHidden) this.#own.set(declaration.name, declaration);
  }

  /** Every known name, each once. */
  all(): Declaration[] {
    const chain: Scope[] = [];
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) chain.unshift(scope);
    return [...new Map(chain.flatMap((scope) => [...scope.#own])).values()];
  }
}

/** All variables of a file with what they stand for. */
export interface Variables {
  /** In the order of the file. */
  readonly declarations: readonly Declaration[];
  readonly references: readonly Reference[];
}

/** Finds a file's variables. */
export const variablesOf = oncePerDocument((document): Variables => {
  const declarations: Declaration[] = [];
  const references: Reference[] = [];
  walk(document, {
    reach: (instruction, scope, declared) => {
      // Spelt out: a spread of so many objects costs more than all the rest.
      for (const { name, span, whole, text, isSetting } of variableSpans(instruction.syntax)) {
        const declaration = scopeAt(span, scope, declared).get(name);
        references.push({ name, span, whole, text, isSetting, instruction, declaration });
      }
    },
    declare: (declaration) => declarations.push(declaration),
  });
  return { declarations, references };
});

/** What a place knows: a value of a global ARG also the names to its left. */
function scopeAt({ start }: Span, scope: Scope, declared: readonly Declaration[]): Scope {
  if (declared[0]?.instruction.stage) return scope;
  return declared.find(({ property: { valueSpan } }) => valueSpan && start < valueSpan.end)?.scope ?? scope;
}

/** The names that an instruction knows, a global ARG in its last value; at the end of the file when there is none. */
export function scopeBefore(document: DockerfileDocument, instruction: Instruction | undefined): Scope {
  let found: Scope | undefined;
  const reach = (visited: Instruction, scope: Scope, declared: readonly Declaration[]) => {
    if (visited.index !== instruction?.index) return;
    found = snapshot(scope);
    if (!visited.stage) for (const declaration of declared.slice(0, -1)) found.set(declaration);
  };
  const last = walk(document, { reach });
  return found ?? last;
}

function snapshot(scope: Scope): Scope {
  const copy = new Scope(undefined);
  for (const declaration of scope.all()) copy.set(declaration);
  return copy;
}

interface Visitor {
  /** Called with the names that are known before the instruction, and with what it sets. */
  reach(instruction: Instruction, scope: Scope, declared: readonly Declaration[]): void;
  declare?(declaration: Declaration): void;
}

/** Visits the instructions in order; returns the names known at the end. Triggers know what those before them set. */
function walk(document: DockerfileDocument, visitor: Visitor): Scope {
  const global = new Scope(undefined);
  const finals = new Map<Stage, Scope>();
  let scope = global;
  let triggers = global;
  for (const instruction of document.instructions) {
    if (instruction.keyword === 'FROM') scope = global;
    const here = instruction.keyword === 'ONBUILD' ? triggers : scope;
    const declared = declare(instruction, here, global);
    visitor.reach(instruction, here, declared);
    if (instruction.keyword === 'FROM' && instruction.stage) {
      scope = new Scope(instruction.stage.parent && finals.get(instruction.stage.parent));
      triggers = new Scope(scope);
      finals.set(instruction.stage, triggers);
    }
    for (const declaration of declared) {
      here.set(declaration);
      visitor.declare?.(declaration);
    }
  }
  return scope;
}

function declare(instruction: Instruction, scope: Scope, global: Scope): Declaration[] {
  const actual = instruction.trigger ?? instruction;
  const { keyword } = actual;
  if (keyword !== 'ARG' && keyword !== 'ENV') return [];
  // BuildKit reads a global ARG from left to right; elsewhere an instruction's names are known behind it alone.
  const known = actual.stage ? scope : new Scope(scope);
  const before = actual.stage && snapshotOf(scope, actual, { start: 0, end: actual.text.length });
  const named = actual.properties.filter(({ name }) => !name.includes('$'));
  return named.map((property): Declaration => {
    const { name } = property;
    const takesGlobal = keyword === 'ARG' && property.value === undefined;
    const hides = known.get(name) ?? (takesGlobal ? global.get(name) : undefined);
    const inValue = before ?? snapshotOf(known, actual, property.valueSpan ?? { start: 0, end: 0 });
    const declaration: Declaration = { name, kind: keyword, instruction: actual, property, scope: inValue, hides };
    if (!actual.stage) known.set(declaration);
    return declaration;
  });
}

/** Only the names that a part of the instruction uses: a scope goes on changing. */
function snapshotOf(scope: Scope, instruction: Instruction, { start, end }: Span): Scope {
  const copy = new Scope(undefined);
  for (const { name, span } of variableSpans(instruction.syntax)) {
    const declaration = span.start >= start && span.start < end ? scope.get(name) : undefined;
    if (declaration) copy.set(declaration);
  }
  return copy;
}

/** The value a declaration gives when the build sets no arguments; undefined when that cannot be known. */
export function defaultValue(declaration: Declaration): string | undefined {
  return evaluate(declaration, 0)?.known;
}

/** A declaration's value, as far as it is known; what is not known stands in it as written. */
export function shownValue(declaration: Declaration): string | undefined {
  const value = evaluate(declaration, 0);
  return value && (value.known ?? value.partial ?? declaration.property.rawValue);
}

interface Value {
  readonly known?: string | undefined;
  readonly partial?: string;
}

/** Undefined for a declaration without a value. */
function evaluate(declaration: Declaration, depth: number): Value | undefined {
  const before = values.get(declaration);
  if (before) return before;
  if (depth > maxDepth) return {};
  const value = evaluateAnew(declaration, depth);
  if (value) values.set(declaration, value);
  return value;
}

function evaluateAnew({ property, kind, hides, scope, instruction }: Declaration, depth: number): Value | undefined {
  if (property.rawValue === undefined) return kind === 'ARG' && hides ? evaluate(hides, depth + 1) : undefined;
  const lookup = (name: string) => valueIn(scope, name, instruction.stage, depth + 1);
  const { text, isComplete } = expandWord(property.rawValue, instruction.syntax.escapeCharacter, lookup);
  if (text.length > maxLength) return { partial: property.rawValue };
  return isComplete ? { known: text } : { partial: text };
}

/** Null for an argument that has no default, and before the stages, where no base image sets names, for any other name. */
function valueIn(scope: Scope, name: string, stage: Stage | undefined, depth: number): string | undefined | null {
  const found = scope.get(name);
  const isUnset = found ? found.kind === 'ARG' && !evaluate(found, depth) : stage === undefined;
  if (isUnset) return isPredefined(name) ? undefined : null;
  return found && evaluate(found, depth)?.known;
}

const values = new WeakMap<Declaration, Value>();

/** Values that double at every step, or hang on a chain of thousands, stay unknown. */
const maxLength = 10_000;
const maxDepth = 500;

/** A text of an instruction with the values that its variables have there. */
export function expandAt(document: DockerfileDocument, instruction: Instruction, text: string): Expansion {
  const references = within(variablesOf(document).references, instruction.index);
  const lookup = (name: string) => {
    const declaration = references.find((reference) => reference.name === name)?.declaration;
    return declaration && defaultValue(declaration);
  };
  return expandWord(text, document.escapeCharacter, lookup);
}

/** The part of an ordered list that belongs to an instruction. */
export function within<T extends { readonly instruction: Instruction }>(list: readonly T[], index: number): T[] {
  const found: T[] = [];
  let at = firstIndex(list, ({ instruction }) => instruction.index >= index);
  for (let item = list[at]; item?.instruction.index === index; item = list[++at]) found.push(item);
  return found;
}

/** Where an occurrence's name stands in the file. */
export function rangeOfName(occurrence: Declaration | Reference): Range {
  if ('property' in occurrence) return occurrence.instruction.rangeOf(nameSpan(occurrence));
  return occurrence.instruction.rangeIn(occurrence.text, occurrence.span);
}

/** Where a declaration's value stands in the file, quotes included. */
export function rangeOfValue({ instruction, property: { valueSpan } }: Declaration): Range | undefined {
  return valueSpan && instruction.rangeOf(valueSpan);
}

function nameSpan({ property, instruction }: Declaration): Span {
  const quoted = /^["']/.test(instruction.text.slice(property.nameSpan.start, property.nameSpan.end));
  const { start, end } = property.nameSpan;
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}
