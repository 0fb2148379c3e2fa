import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import { comparePositions, type Range } from '../range.js';
import { flagOptions } from '../words.js';
import { isPredefined } from './reference/names.js';
import { sourceReferencesOf } from './stageReferences.js';
import { rangeOfName, variablesOf } from './variables.js';

/** Kinds and modifiers of the standard set of editors, in the order of the legend (table). */
export const tokenTypes = ['keyword', 'class', 'variable', 'property', 'parameter', 'macro'] as const;
export const tokenModifiers = ['declaration', 'readonly', 'defaultLibrary', 'deprecated'] as const;

export interface SemanticToken {
  /** Never over the end of a line. */
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: (typeof tokenTypes)[number];
  readonly modifiers: readonly (typeof tokenModifiers)[number][];
}

/** What a grammar cannot know: which words are stages, variables of the file, flags and heredoc names. In linear time. */
export function semanticTokens(document: DockerfileDocument): readonly SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const add = (range: Range, type: SemanticToken['type'], ...modifiers: SemanticToken['modifiers']) => {
    const { line, character } = range.start;
    const length = range.end.character - character;
    if (line === range.end.line && length > 0) tokens.push({ line, character, length, type, modifiers });
  };
  for (const instruction of document.instructions) {
    addKeywords(instruction, add);
    addHeredocs(instruction, add);
  }
  for (const { instruction, span, stage, value } of sourceReferencesOf(document)) {
    if (stage && !value.includes('$')) add(instruction.rangeOf(span), 'class');
  }
  for (const { from, name } of document.stages) {
    if (name) add(from.rangeOf(name), 'class', 'declaration');
  }
  const { declarations, references } = variablesOf(document);
  for (const declaration of declarations)
    add(rangeOfName(declaration), 'variable', 'declaration', ...constant(declaration.kind));
  for (const reference of references) {
    if (reference.declaration) add(rangeOfName(reference), 'variable', ...constant(reference.declaration.kind));
    else if (isPredefined(reference.name)) add(rangeOfName(reference), 'variable', 'defaultLibrary', 'readonly');
  }
  return inOrder(tokens);
}

type Add = (range: Range, type: SemanticToken['type'], ...modifiers: SemanticToken['modifiers']) => void;

function constant(kind: 'ARG' | 'ENV'): SemanticToken['modifiers'] {
  return kind === 'ARG' ? ['readonly'] : [];
}

function addKeywords(instruction: Instruction, add: Add): void {
  add(instruction.keywordRange, 'keyword', ...(instruction.keyword === 'MAINTAINER' ? (['deprecated'] as const) : []));
  const actual = instruction.trigger ?? instruction;
  if (actual !== instruction) add(actual.keywordRange, 'keyword');
  for (const flag of actual.flags) {
    add(actual.rangeOf(flag.nameSpan), 'parameter');
    if (flag.name !== 'mount') continue;
    for (const { start, name } of flagOptions(flag))
      add(actual.rangeOf({ start, end: start + name.length }), 'property');
  }
  if (actual.innerKeyword) add(actual.rangeOf(actual.innerKeyword), 'keyword');
  if (actual.keyword === 'LABEL') {
    for (const { nameSpan } of actual.properties) add(actual.rangeOf(nameSpan), 'property', 'declaration');
  }
}

function addHeredocs(instruction: Instruction, add: Add): void {
  for (const { opening, terminator } of instruction.heredocs) {
    add(instruction.rangeOf(opening), 'macro', 'declaration');
    if (terminator) add(instruction.rangeOfSource(terminator), 'macro');
  }
}

/** Sorted, and without those that begin inside the one before: an editor takes no overlaps. */
function inOrder(tokens: SemanticToken[]): SemanticToken[] {
  tokens.sort(comparePositions);
  let last: SemanticToken | undefined;
  return tokens.filter((token) => {
    if (last && last.line === token.line && token.character < last.character + last.length) return false;
    last = token;
    return true;
  });
}
