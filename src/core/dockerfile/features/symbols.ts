import { type DockerfileDocument, instructionAt } from '../document.js';
import type { Heredoc } from '../heredoc.js';
import type { Instruction } from '../instruction.js';
import { containsPosition, type Position, type Range } from '../range.js';
import { type Stage, stageChain } from '../stages.js';
import { isPredefined } from './reference/names.js';
import type { Declaration } from './scope.js';
import { declarationsIn } from './stageNames.js';
import { isPutTogether, sourceReferencesOf } from './stageReferences.js';
import { type Reference, rangeOfName, referencesIn, variablesOf } from './variables.js';
import { within } from './within.js';

/** A place of a name that the file itself gives a meaning. */
export interface Occurrence {
  readonly range: Range;
  /** As Docker reads it, with lines joined. */
  readonly text: string;
  readonly isDeclaration: boolean;
  /** True where the name still stands for what comes from outside of the file: `ENV PATH=/x:$PATH`. */
  readonly isOutside?: true;
}

/** What a name at a place of the file stands for. */
export type SymbolHere = { readonly name: string; readonly range: Range } & (
  | { readonly kind: 'variable'; readonly declaration: Declaration }
  | { readonly kind: 'shellVariable'; readonly instruction: Instruction }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'heredoc'; readonly instruction: Instruction; readonly heredoc: Heredoc }
);

/** The name that the position stands in or touches. */
export function symbolAt(document: DockerfileDocument, position: Position): SymbolHere | undefined {
  const instruction = instructionAt(document, position.line);
  if (!instruction) return undefined;
  return (
    variableAt(document, instruction, position) ??
    stageAt(document, instruction, position) ??
    heredocAt(instruction, position)
  );
}

function variableAt(
  document: DockerfileDocument,
  instruction: Instruction,
  position: Position,
): SymbolHere | undefined {
  for (const occurrence of [...declarationsIn(document, instruction), ...referencesIn(document, instruction)]) {
    const range = rangeOfName(occurrence);
    const isDeclaration = 'property' in occurrence;
    const written = isDeclaration ? occurrence.instruction.rangeOf(occurrence.property.nameSpan) : range;
    if (!containsPosition(written, position)) continue;
    const declaration = isDeclaration ? occurrence : occurrence.declaration;
    if (declaration) return { kind: 'variable', name: occurrence.name, range, declaration };
    return { kind: 'shellVariable', name: occurrence.name, range, instruction: occurrence.instruction };
  }
  return undefined;
}

/** Looks at the instruction alone, so that other words do not wait for the stages of the whole file. */
function mayNameStage(instruction: Instruction, position: Position): boolean {
  const { keyword, args, flags, properties } = instruction.trigger ?? instruction;
  const values = keyword === 'FROM' ? args.slice(0, 1) : keyword === 'ARG' ? properties : flags;
  return values.some((value) => containsPosition(instruction.rangeOf(value), position));
}

function stageAt(document: DockerfileDocument, instruction: Instruction, position: Position): SymbolHere | undefined {
  const { stage } = instruction;
  if (stage?.name && stage.from === instruction) {
    const range = instruction.rangeOf(stage.name);
    if (containsPosition(range, position)) return { kind: 'stage', name: stage.name.value, range, stage };
  }
  if (!mayNameStage(instruction, position)) return undefined;
  for (const reference of within(sourceReferencesOf(document), instruction.index)) {
    const range = reference.instruction.rangeOf(reference.span);
    if (!reference.stage || !containsPosition(range, position)) continue;
    return { kind: 'stage', name: reference.value, range, stage: reference.stage };
  }
  return undefined;
}

function heredocAt(instruction: Instruction, position: Position): SymbolHere | undefined {
  for (const heredoc of instruction.heredocs) {
    for (const { range } of heredocOccurrences(instruction, heredoc)) {
      if (containsPosition(range, position))
        return { kind: 'heredoc', name: heredoc.name, range, instruction, heredoc };
    }
  }
  return undefined;
}

/** Every place of a symbol, in the order of the file. */
export function occurrencesOf(document: DockerfileDocument, symbol: SymbolHere): Occurrence[] {
  switch (symbol.kind) {
    case 'variable':
      return variableOccurrences(document, symbol.declaration);
    case 'shellVariable': {
      const own = declarationsIn(document, symbol.instruction).find(({ name }) => name === symbol.name);
      return own ? variableOccurrences(document, own) : shellOccurrences(document, symbol.name, symbol.instruction);
    }
    case 'stage':
      return stageOccurrences(document, symbol.stage);
    case 'heredoc':
      return heredocOccurrences(symbol.instruction, symbol.heredoc);
  }
}

function variableOccurrences(document: DockerfileDocument, declaration: Declaration): Occurrence[] {
  const root = rootOf(declaration);
  const { declarations, references } = variablesOf(document);
  const isSame = (found: Declaration | undefined) => found?.name === root.name && rootOf(found) === root;
  const same = declarations.filter(isSame);
  const setting = new Set(same.map(({ instruction }) => instruction.index));
  const isOutside = ({ name, declaration: found, instruction }: Reference) =>
    !found && name === root.name && setting.has(instruction.index);
  return inOrder([
    ...same.map(toOccurrence),
    ...references.filter((reference) => isSame(reference.declaration)).map(toOccurrence),
    ...references.filter(isOutside).map((reference) => ({ ...toOccurrence(reference), isOutside: true as const })),
  ]);
}

function toOccurrence(place: Declaration | Reference): Occurrence {
  return { range: rangeOfName(place), text: place.name, isDeclaration: 'property' in place || place.isSetting };
}

/** Declarations that hide or take their value from one another are one variable: their first one stands for all. */
function rootOf(declaration: Declaration): Declaration {
  let root = declaration;
  while (root.hides) root = root.hides;
  return root;
}

/** A name that an instruction's shell sets is its own; any other comes from outside to a stage and to what it is built on. */
function shellOccurrences(document: DockerfileDocument, name: string, instruction: Instruction): Occurrence[] {
  const alike = variablesOf(document).references.filter((found) => found.name === name && !found.declaration);
  const isOwn = ({ index }: Instruction) => within(alike, index).some(({ isSetting }) => isSetting);
  const outside = outsideOf(instruction);
  const same = isOwn(instruction)
    ? within(alike, instruction.index)
    : alike.filter(({ instruction: other }) => outsideOf(other) === outside && !isOwn(other));
  return inOrder(same.map(toOccurrence));
}

/** The FROM whose image sets what a stage's instructions find; none before the stages, in FROM itself included. */
function outsideOf({ keyword, stage }: Instruction): Instruction | undefined {
  return keyword === 'FROM' || !stage ? undefined : stageChain(stage).at(-1)?.from;
}

function stageOccurrences(document: DockerfileDocument, stage: Stage): Occurrence[] {
  const places: Occurrence[] = [];
  if (stage.name) places.push({ range: stage.from.rangeOf(stage.name), text: stage.name.value, isDeclaration: true });
  for (const { stage: found, instruction, span, value } of sourceReferencesOf(document)) {
    if (found === stage) places.push({ range: instruction.rangeOf(span), text: value, isDeclaration: false });
  }
  return inOrder(places);
}

function heredocOccurrences(instruction: Instruction, { name, opening, terminator }: Heredoc): Occurrence[] {
  const at = instruction.text.slice(opening.start, opening.end).indexOf(name);
  if (at < 0) return [];
  const start = opening.start + at;
  const opens = instruction.rangeOf({ start, end: start + name.length });
  const places = [{ range: opens, text: name, isDeclaration: true }];
  if (terminator) {
    const { end } = instruction.rangeOfSource(terminator);
    const range = { start: { ...end, character: end.character - name.length }, end };
    places.push({ range, text: name, isDeclaration: false });
  }
  return places;
}

function inOrder(places: Occurrence[]): Occurrence[] {
  return places.sort(
    ({ range: a }, { range: b }) => a.start.line - b.start.line || a.start.character - b.start.character,
  );
}

/** True when the file gives the name its meaning, so that it can be given another everywhere. */
export function isRenamable(document: DockerfileDocument, symbol: SymbolHere): boolean {
  if (symbol.kind === 'variable') return !isPredefined(symbol.name);
  if (symbol.kind === 'stage') return symbol.stage.name !== undefined && !isPutTogether(document, symbol.stage);
  const places =
    symbol.kind === 'shellVariable'
      ? shellOccurrences(document, symbol.name, symbol.instruction)
      : occurrencesOf(document, symbol);
  return places.some(({ isDeclaration }) => isDeclaration);
}
