import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import type { Span } from '../mappedText.js';
import type { Range } from '../range.js';
import { oncePerDocument } from './oncePerDocument.js';
import type { Declaration } from './scope.js';
import { declarationsIn, declarationsOf, scopeBefore } from './stageNames.js';
import type { VariableSpan } from './variableScan.js';
import { variableSpans } from './variableSpans.js';

/** A place that uses a variable. */
export interface Reference extends VariableSpan {
  readonly instruction: Instruction;
  /** Undefined for a name that the file does not set: a shell's own, or one of the base image. */
  readonly declaration: Declaration | undefined;
}

/** All variables of a file with what they stand for. */
export interface Variables {
  /** In the order of the file. */
  readonly declarations: readonly Declaration[];
  readonly references: readonly Reference[];
}

/** Finds a file's variables. */
export const variablesOf = oncePerDocument((document): Variables => {
  const references: Reference[] = [];
  for (const instruction of document.instructions) readReferences(document, instruction, references);
  return { declarations: declarationsOf(document), references };
});

/** What an instruction uses, in order. */
export function referencesIn(document: DockerfileDocument, instruction: Instruction): readonly Reference[] {
  const references: Reference[] = [];
  readReferences(document, instruction, references);
  return references;
}

function readReferences(document: DockerfileDocument, instruction: Instruction, found: Reference[]): void {
  const spans = variableSpans(instruction.syntax);
  if (spans.length === 0) return;
  const scope = scopeBefore(document, instruction);
  const declared = instruction.stage ? [] : declarationsIn(document, instruction);
  // Spelt out: a spread of so many objects costs more than all the rest.
  for (const { name, span, whole, text, isSetting } of spans) {
    // A value of a global ARG knows also the names to its left.
    const value = declared.find(({ property: { valueSpan } }) => valueSpan && span.start < valueSpan.end);
    const declaration = (value?.scope ?? scope).get(name);
    found.push({ name, span, whole, text, isSetting, instruction, declaration });
  }
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
