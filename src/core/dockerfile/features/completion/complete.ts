import type { DockerfileDocument } from '../../document.js';
import { lineRange, type Position } from '../../range.js';
import { cursorAt } from '../cursor.js';
import { argumentOffers } from './arguments.js';
import { commentOffers, type RuleName } from './comments.js';
import type { Completion, Offer } from './completion.js';
import { flagValueOffers } from './flags.js';
import { keywordOffers, triggerOffers } from './keywords.js';
import { variableOffers } from './variables.js';

/** What may be written at a place, from the file alone; nothing here waits. */
export function complete(
  document: DockerfileDocument,
  position: Position,
  rules: readonly RuleName[] = [],
): Completion[] {
  const cursor = cursorAt(document, position);
  const at = (written: string) => (offers: readonly Offer[]) => placed(document, position, written, offers);
  if (cursor.kind === 'comment') {
    const written = /[^\s=,;#]*$/.exec(cursor.text)?.[0] ?? '';
    const phrase = /#\s*([a-z ]*)$/.exec(cursor.text)?.[1] ?? written;
    return at(phrase)(commentOffers(document, cursor.text, cursor.isDirectivePlace, rules));
  }
  if (cursor.kind === 'keyword') return at(cursor.text)(keywordOffers(document, position.line));
  const variable = openVariable(cursor.text, document.escapeCharacter);
  const isReplaced = cursor.kind === 'arguments' || cursor.expands;
  if (variable && isReplaced)
    return at(variable)(variableOffers(document, cursor.instruction, variable.startsWith('${')));
  if (cursor.kind === 'heredoc') return [];
  const { instruction, keyword, text } = cursor;
  const words = text.trimStart().split(/\s+/);
  const word = words.pop() ?? '';
  if (keyword === 'ONBUILD') return words.length === 0 ? at(word)(triggerOffers(document)) : [];
  const flagCount = words.findIndex((before) => !before.startsWith('--'));
  const args = flagCount === -1 ? [] : words.slice(flagCount);
  const value = args.length === 0 ? /^--([a-z-]+)=(.*)$/.exec(word) : null;
  if (value) {
    const [, name = '', written = ''] = value;
    const last = name === 'mount' ? (/[^,=]*$/.exec(written)?.[0] ?? '') : written;
    return at(last)(flagValueOffers(document, instruction, keyword, name, written));
  }
  const usedFlags = words.flatMap((before) => /^--([a-z-]+)/.exec(before)?.[1] ?? []);
  return at(word)(argumentOffers({ document, instruction, keyword, words: args, usedFlags, word }));
}

/** The variable that is being written at the end of a text. */
function openVariable(text: string, escapeCharacter: string): string | undefined {
  const match = /\$\{?\w*$/.exec(text);
  if (!match) return undefined;
  return text.charAt(match.index - 1) === escapeCharacter ? undefined : match[0];
}

/** Puts offers in the place of what is written before the cursor and of the rest of that word behind it. */
function placed(
  { lines }: DockerfileDocument,
  { line, character }: Position,
  written: string,
  offers: readonly Offer[],
): Completion[] {
  const rest = lines.textOf(line).slice(character);
  const behind = /^[\w.-]*/.exec(rest)?.[0].length ?? 0;
  const brace = written.startsWith('${') && rest.charAt(behind) === '}' ? 1 : 0;
  const range = lineRange(line, character - written.length, character + behind + brace);
  return offers.map((offer) => ({ ...offer, insert: offer.insert ?? offer.label, range }));
}
