import * as l10n from '@vscode/l10n';
import type { Command, SimpleCommand, Word, WordPart } from '../../../shell/tree.js';
import { walkShell } from '../../../shell/walk.js';
import { shellRule } from '../../shellcheck/told.js';
import { programName } from './programName.js';
import { isDeclaration } from './shellScripts.js';

/** ShellCheck's SC2016. */
export const expressionInSingleQuotes = shellRule({
  id: 'expression-in-single-quotes',
  aliases: ['SC2016'],
  severity: 'info',
  summary: {
    en: 'What the shell is to expand does not stand in single quotes.',
    ko: '셸이 확장해야 할 식은 작은따옴표 안에 쓰지 않습니다.',
  },
  *find(script) {
    const { list, text } = script.script;
    if (!/'[^']*[$`]/.test(text)) return;
    const found: WordPart[] = [];
    walkShell(list, {
      word(word, command) {
        if (isMeantForLater(word, command)) return;
        const isSed = programName(command) === 'sed';
        for (const part of literalsOf(word.parts)) {
          const source = text.slice(part.start, part.end);
          if (isSingleQuoted(source) && expression.test(source) && !(isSed && ofSed.test(source))) found.push(part);
        }
      },
    });
    for (const part of found) {
      const message = l10n.t('Nothing is expanded in single quotes. Use double quotes where a value is meant.');
      yield { range: script.rangeOf(part), message };
    }
  },
});

const expression = /\$[{(0-9a-zA-Z_]|`[^`]+`/;
/** A last line and a command of sed, as in `$d`. */
const ofSed = /\$[{dpsaic](?:$|[^a-zA-Z])/;

/** Programs that expand their arguments themselves, or hand them to one that does. */
const expanding =
  /^(?:trap|sh|bash|ksh|zsh|ssh|eval|xprop|alias|sudo|doas|run0|docker|podman|oc|dpkg-query|jq|rename|rg|unset|.*awk|perl.*)$/;

function isMeantForLater(word: Word, command: Command): boolean {
  if (command.kind === 'compound') return command.keyword === '[[' && isTestOfName(word, command);
  if (command.words[0]?.text === '[') return isTestOfName(word, command);
  return expanding.test(expanderName(command)) || isPrompt(word, command);
}

/** Of `find` it is the program that it runs. */
function expanderName(command: SimpleCommand): string {
  const name = programName(command);
  const { words } = command;
  if (name === 'git') return words[1]?.text === 'filter-branch' ? 'sh' : name;
  if (name !== 'find') return name;
  const exec = words.findIndex(({ text }) => text === '-exec' || text === '-execdir');
  return words[exec + 1]?.text ?? name;
}

function isPrompt(word: Word, command: SimpleCommand): boolean {
  if (isDeclaration(command, word)) return prompts.test(word.text.split(/\+?=/, 1)[0] ?? '');
  return command.assignments.some(({ value, name }) => value === word && prompts.test(name));
}

const prompts = /^(?:PS[1-4]|PROMPT_COMMAND)$/;

function isTestOfName(word: Word, { words }: Command): boolean {
  return words[words.indexOf(word) - 1]?.text === '-v';
}

function isSingleQuoted(source: string): boolean {
  return source.length > 1 && source.startsWith("'") && source.endsWith("'");
}

function* literalsOf(parts: readonly WordPart[]): Iterable<WordPart> {
  for (const part of parts) {
    if (part.kind === 'literal') yield part;
    else if (part.kind === 'variable') yield* literalsOf(part.inner);
  }
}
