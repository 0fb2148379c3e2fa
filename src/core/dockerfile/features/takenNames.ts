import { type DockerfileDocument, instructionAt } from '../document.js';
import type { Instruction } from '../instruction.js';
import { type Stage, stageChain } from '../stages.js';
import { isPredefined } from './reference/names.js';
import type { Declaration } from './scope.js';
import { globalScope, scopeBefore } from './stageNames.js';
import { sourceReferencesOf } from './stageReferences.js';
import { occurrencesOf, type SymbolHere } from './symbols.js';
import { referencesIn, variablesOf } from './variables.js';

/** True when a name stands for something else already where the symbol is known, so that a rename would make one of two. */
export function isTaken(document: DockerfileDocument, symbol: SymbolHere, name: string): boolean {
  if (name === symbol.name) return false;
  switch (symbol.kind) {
    case 'variable':
      return isPredefined(name) || isVariableTaken(document, symbol, name);
    case 'shellVariable':
      return (
        scopeBefore(document, symbol.instruction).get(name) !== undefined ||
        referencesIn(document, symbol.instruction).some((found) => found.name === name)
      );
    case 'stage':
      return isStageTaken(document, symbol.stage, name.toLowerCase());
    case 'heredoc':
      return symbol.heredoc.body.text.split('\n').includes(name);
  }
}

/** Images count too: a FROM or COPY --from of that name would lead to the stage. */
function isStageTaken(document: DockerfileDocument, stage: Stage, name: string): boolean {
  const isOther = (found: Stage) => found !== stage && found.name?.value.toLowerCase() === name;
  if (document.stages.some(isOther)) return true;
  return sourceReferencesOf(document).some(
    ({ stage: found, resolved, use, instruction }) =>
      found !== stage &&
      resolved.text.toLowerCase() === name &&
      (use !== 'base' || instruction.index > stage.from.index),
  );
}

/** Looks into the stages that use the variable, those that they are built on and those that are built on them. */
function isVariableTaken(document: DockerfileDocument, symbol: SymbolHere, name: string): boolean {
  const { declarations, references } = variablesOf(document);
  const users = occurrencesOf(document, symbol).map(({ range }) => instructionAt(document, range.start.line));
  const places = [...new Set(users.map(stageOf))];
  const isNear = ({ instruction }: { readonly instruction: Instruction }) => {
    const stage = stageOf(instruction);
    return places.some((place) => place === stage || isBuiltOn(place, stage) || isBuiltOn(stage, place));
  };
  if ([...declarations, ...references].some((found) => found.name === name && isNear(found))) return true;
  // An ARG without a value takes that of the name before the stages.
  const isGlobal = places.includes(undefined);
  const other = isGlobal ? name : symbol.name;
  const takers = declarations.filter((found) => found.name === other && takesGlobal(found));
  return isGlobal ? takers.length > 0 : globalScope(document).get(name) !== undefined && takers.some(isNear);
}

function takesGlobal({ kind, property }: Declaration): boolean {
  return kind === 'ARG' && property.value === undefined;
}

/** Undefined for what stands before the stages, and for FROM, which knows nothing else. */
function stageOf(instruction: Instruction | undefined): Stage | undefined {
  return instruction?.keyword === 'FROM' ? undefined : instruction?.stage;
}

function isBuiltOn(stage: Stage | undefined, base: Stage | undefined): boolean {
  return stage !== undefined && base !== undefined && stageChain(stage).includes(base);
}
