import { Invocation } from '../../../shell/invocation.js';
import type { SimpleCommand, Word, WordPart } from '../../../shell/tree.js';
import { isDeclaration, type ShellScript } from './shellScripts.js';

/** The parts of a kind whose values the shell splits at blanks. */
export function splitParts<K extends WordPart['kind']>(script: ShellScript, kind: K): Extract<WordPart, { kind: K }>[] {
  const isSplit = (part: WordPart): part is Extract<WordPart, { kind: K }> => part.kind === kind && !part.isQuoted;
  if (!script.script.parts.some(isSplit)) return [];
  return splitWords(script).flatMap(({ parts }) => parts.filter(isSplit));
}

/** The words that the shell splits at blanks after expanding them, but for those that name a program or are calculated. */
function splitWords({ script, shell }: ShellScript): Word[] {
  const found: Word[] = [];
  for (const command of script.commands) {
    const program = command.kind === 'simple' ? Invocation.of(command)?.nameWord : undefined;
    for (const word of command.kind === 'simple' && program?.text !== 'let' ? command.words : []) {
      if (word === program && word.parts.length === 1) continue;
      if (shell === 'sh' || !isDeclaration(command as SimpleCommand, word)) found.push(word);
    }
    for (const { target, operator } of command.redirects) {
      if (target && !/^<<-?$/.test(operator)) found.push(target);
    }
  }
  return found;
}
