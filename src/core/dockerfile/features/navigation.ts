import type { DockerfileDocument } from '../document.js';
import type { Position, Range } from '../range.js';
import type { TextEdit } from '../textEdit.js';
import { isRenamable, type Occurrence, occurrencesOf, type SymbolHere, symbolAt } from './symbols.js';
import { rangeOfName } from './variables.js';

/** Where the name at a place gets its meaning. */
export function findDefinition(document: DockerfileDocument, position: Position): Range | undefined {
  const symbol = symbolAt(document, position);
  if (!symbol) return undefined;
  if (symbol.kind === 'variable') return rangeOfName(symbol.declaration);
  if (symbol.kind === 'stage' && !symbol.stage.name) return symbol.stage.from.range;
  return occurrencesOf(document, symbol).find(({ isDeclaration }) => isDeclaration)?.range;
}

/** Every place of the name at a place, in the order of the file. */
export function findOccurrences(document: DockerfileDocument, position: Position): readonly Occurrence[] {
  const symbol = symbolAt(document, position);
  return symbol ? occurrencesOf(document, symbol) : [];
}

/** The name that a rename at a place would change; undefined where nothing can be renamed. */
export function prepareRename(document: DockerfileDocument, position: Position): SymbolHere | undefined {
  const symbol = symbolAt(document, position);
  return symbol && isRenamable(document, symbol) ? symbol : undefined;
}

const namePatterns: Record<SymbolHere['kind'], RegExp> = {
  variable: /^[A-Za-z_][A-Za-z0-9_]*$/,
  shellVariable: /^[A-Za-z_][A-Za-z0-9_]*$/,
  stage: /^[a-z][a-z0-9-_.]*$/i,
  heredoc: /^[A-Za-z_][A-Za-z0-9_.-]*$/,
};

/** True when Docker takes the new name for this kind of symbol. */
export function isValidName({ kind }: SymbolHere, newName: string): boolean {
  return namePatterns[kind].test(newName);
}

/** Gives the name at a place another name everywhere; stage numbers in --from stay, and what the base image sets. */
export function rename(document: DockerfileDocument, position: Position, newName: string): readonly TextEdit[] {
  const symbol = prepareRename(document, position);
  if (!symbol) return [];
  const name = symbol.kind === 'stage' ? symbol.stage.name?.value : symbol.name;
  return occurrencesOf(document, symbol)
    .filter(({ text, isOutside }) => !isOutside && text.toLowerCase() === name?.toLowerCase())
    .map(({ range }) => ({ range, newText: newName }));
}
