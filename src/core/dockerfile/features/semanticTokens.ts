import { runAtOnce, type Steps } from '../../base/slices.js';
import type { DockerfileDocument } from '../document.js';
import type { Instruction } from '../instruction.js';
import { comparePositions, type Range } from '../range.js';
import { flagOptions } from '../words.js';
import { isPredefined } from './reference/names.js';
import { declarationsOf } from './stageNames.js';
import { sourceReferencesOf } from './stageReferences.js';
import { type Reference, rangeOfName, referencesIn } from './variables.js';

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
  return runAtOnce(semanticTokensInSteps(document));
}

/** The same, with rests. */
export function* semanticTokensInSteps(document: DockerfileDocument): Steps<readonly SemanticToken[]> {
  const tokens: SemanticToken[] = [];
  const add = (range: Range, type: SemanticToken['type'], ...modifiers: SemanticToken['modifiers']) => {
    const { line, character } = range.start;
    const length = range.end.character - character;
    if (line === range.end.line && length > 0) tokens.push({ line, character, length, type, modifiers });
  };
  for (const instruction of document.instructions) {
    addKeywords(instruction, add);
    addHeredocs(instruction, add);
    for (const reference of referencesIn(document, instruction)) addReference(reference, add);
    yield;
  }
  for (const { instruction, span, stage, value } of sourceReferencesOf(document)) {
    if (stage && !value.includes('$')) add(instruction.rangeOf(span), 'class');
  }
  yield;
  for (const { from, name } of document.stages) {
    if (name) add(from.rangeOf(name), 'class', 'declaration');
  }
  for (const declaration of declarationsOf(document)) {
    add(rangeOfName(declaration), 'variable', 'declaration', ...constant(declaration.kind));
  }
  yield;
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

function addReference(reference: Reference, add: Add): void {
  const { declaration, name } = reference;
  if (declaration) add(rangeOfName(reference), 'variable', ...constant(declaration.kind));
  else if (isPredefined(name)) add(rangeOfName(reference), 'variable', 'defaultLibrary', 'readonly');
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
