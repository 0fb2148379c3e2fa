import type { Command, List, Pipeline, SimpleCommand, Word, WordPart } from './tree.js';

/** What a walk meets, each before what it holds. */
export interface ShellVisitor {
  list?(list: List): void;
  pipeline?(pipeline: Pipeline): unknown;
  command?(command: Command): unknown;
  word?(word: Word, command: Command): void;
  part?(part: WordPart): unknown;
}

/** Walks everything below a list in order of writing, substitutions included. */
export function walkShell(list: List, visitor: ShellVisitor): void {
  visitor.list?.(list);
  for (const { pipeline } of list.items) {
    visitor.pipeline?.(pipeline);
    for (const command of pipeline.commands) walkCommand(command, visitor);
  }
}

function walkCommand(command: Command, visitor: ShellVisitor): void {
  visitor.command?.(command);
  for (const word of wordsOf(command)) {
    visitor.word?.(word, command);
    walkParts(word.parts, visitor);
  }
  if (command.kind === 'compound') for (const list of command.lists) walkShell(list, visitor);
}

/** Every word of a command: assigned values, words, targets of redirections. */
export function wordsOf(command: Command): readonly Word[] {
  const isPlain = command.redirects.length === 0 && (command.kind === 'compound' || command.assignments.length === 0);
  if (isPlain) return command.words;
  const targets = command.redirects.flatMap(({ target }) => target ?? []);
  if (command.kind === 'compound') return [...command.words, ...targets];
  return [...command.assignments.flatMap(({ value, items }) => value ?? items ?? []), ...command.words, ...targets];
}

function walkParts(parts: readonly WordPart[], visitor: ShellVisitor): void {
  for (const part of parts) {
    visitor.part?.(part);
    if (part.kind === 'substitution') walkShell(part.list, visitor);
    else if (part.kind !== 'literal') walkParts(part.inner, visitor);
  }
}

/** All simple commands below a list that have words, in order of writing. */
export function simpleCommands(list: List): SimpleCommand[] {
  const found: SimpleCommand[] = [];
  walkShell(list, {
    command: (command) => {
      if (command.kind === 'simple') found.push(command);
    },
  });
  return found;
}
