import type { DockerfileDocument } from '../document.js';
import { type Expansion, expandWord } from '../expand.js';
import type { Instruction } from '../instruction.js';
import type { Stage } from '../stages.js';
import { isPredefined } from './reference/names.js';
import type { Declaration, Scope } from './scope.js';
import { scopeBefore } from './stageNames.js';

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
  const scope = scopeBefore(document, instruction);
  const stage = instruction.keyword === 'FROM' ? undefined : instruction.stage;
  const lookup = (name: string) => valueIn(scope, name, stage, 0);
  return expandWord(text, document.escapeCharacter, lookup);
}
