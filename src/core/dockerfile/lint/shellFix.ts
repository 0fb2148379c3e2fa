import * as l10n from '@vscode/l10n';
import type { Instruction } from '../instruction.js';
import type { Script } from '../shell/script.js';
import type { ListItem, Word } from '../shell/tree.js';
import type { Call } from './lintFile.js';
import type { Fix } from './rule.js';

/** Puts words behind a word of a call, like a flag behind `install`. */
export function insertBehind(call: Call, word: Word | undefined, text: string): Fix | undefined {
  if (!word || call.script.form === 'exec') return undefined;
  const { end } = call.rangeOf(word);
  return { title: l10n.t('Add {0}', text), edits: [{ range: { start: end, end }, newText: ` ${text}` }] };
}

/** Runs another command behind all others of a script, on a line of its own where the script has several. */
export function appendCommand(instruction: Instruction, script: Script, command: string): Fix | undefined {
  const last = script.list.items.at(-1);
  if (script.list.items.some(ends)) return undefined;
  if (!last || last.operator === '&' || script.form === 'exec') return undefined;
  const end = last.pipeline.end;
  const isAfter = script.text.slice(end).replace(/[;\s]/g, '') === '';
  if (!isAfter || last.pipeline.commands.length === 0) return undefined;
  const { end: place } = script.rangeOf(instruction, { start: end, end });
  const title = l10n.t('Add {0}', command);
  return { title, edits: [{ range: { start: place, end: place }, newText: joined(instruction, script, command) }] };
}

/** True for `exec` and `exit`, behind which nothing runs; behind `||` they are for failures. */
function ends({ pipeline: { commands } }: ListItem, index: number, items: readonly ListItem[]): boolean {
  const [command] = commands;
  if (items[index - 1]?.operator === '||') return false;
  return command?.kind === 'simple' && /^(?:exec|exit)$/.test(command.words[0]?.text ?? '');
}

function joined(instruction: Instruction, script: Script, command: string): string {
  if (script.form === 'heredoc') return `\n${command}`;
  if (instruction.line === instruction.lastLine) return ` && ${command}`;
  return ` ${instruction.syntax.escapeCharacter}\n  && ${command}`;
}

/** Keeps directories in cache mounts instead of the image. */
export function cacheMount(instruction: Instruction, ...targets: readonly string[]): Fix {
  const mounts = targets.map((target) => `--mount=type=cache,target=${target},sharing=locked`).join(' ');
  const { end } = instruction.keywordRange;
  return {
    title: l10n.t('Keep the cache in a cache mount'),
    edits: [{ range: { start: end, end }, newText: ` ${mounts}` }],
  };
}
