import type { DockerfileDocument } from '../../document.js';
import { wordsBeforeCursor } from '../../words.js';
import type { Cursor } from '../cursor.js';
import { type ArgumentPlace, argumentOffers, itemOffers, wholeArrays } from './arguments.js';
import { flagValueOffers } from './flags.js';
import type { Slot } from './placing.js';

/** What an instruction's arguments may go on with: the value of a flag, a string of a JSON array or a plain word. */
export function argumentSlot(
  document: DockerfileDocument,
  { instruction: outer, keyword, text }: Extract<Cursor, { kind: 'arguments' }>,
  rest: string,
): Slot {
  const instruction = outer.trigger ?? outer;
  const before = wordsBeforeCursor(text.trimStart(), document.escapeCharacter);
  const current = before.pop() ?? '';
  const flagCount = before.findIndex((word) => !word.startsWith('--'));
  const words = flagCount === -1 ? [] : before.slice(flagCount);
  const [, name, quoted = ''] = /^--([a-z-]+)=(.*)$/.exec(words.length === 0 ? current : '') ?? [];
  if (name !== undefined) {
    const value = quoted.slice(openingQuote(quoted).length);
    const behind = /^\S*/.exec(rest)?.[0] ?? '';
    const offers = flagValueOffers({ document, instruction, keyword, name, written: value, rest: behind });
    const isMount = name === 'mount';
    const written = isMount ? (/[^,=]*$/.exec(value)?.[0] ?? '') : value;
    return { offers, written, behind: isMount ? /^[^\s,="']*/ : /^[^\s"']*/ };
  }
  const usedFlags = [...before.slice(0, before.length - words.length), ...rest.split(/\s+/).slice(1)].flatMap(
    (flag) => /^--([a-z-]+)/.exec(flag)?.[1] ?? [],
  );
  const quote = openingQuote(current);
  const isCheck = keyword === 'HEALTHCHECK' && words[0]?.toUpperCase() === 'CMD';
  const command = isCheck ? { keyword: 'CMD', words: words.slice(1) } : { keyword, words };
  const place = {
    document,
    instruction,
    ...command,
    usedFlags,
    word: current.slice(quote.length),
    isQuoted: quote !== '',
    rest,
  };
  const array = /^\s*(?:--\S+\s+)*(?:CMD\s+)?(\[.*)$/is.exec(text)?.[1];
  if (array !== undefined) return jsonSlot(place, array);
  const behind = keyword === 'EXPOSE' ? /^[\w-]*/ : endOfWord(quote, rest);
  return { offers: argumentOffers(place), written: place.word, behind };
}

/** The quote that a word begins with and does not close. */
function openingQuote(word: string): string {
  return /^(["'])(?!.*\1)/.exec(word)?.[1] ?? '';
}

function endOfWord(quote: string, rest: string): RegExp {
  if (quote === '"' && rest.includes('"')) return /^[^"]*/;
  if (quote === "'" && rest.includes("'")) return /^[^']*/;
  return /^[^\s="']*/;
}

/** The string at the cursor of an array that is being written, or the whole array while it has none. */
function jsonSlot(place: ArgumentPlace, array: string): Slot {
  const strings = [...array.matchAll(/"((?:[^"\\]|\\.)*)("?)/g)];
  const last = strings.at(-1);
  const open = last?.[2] === '' ? last[1] : undefined;
  const words = strings.slice(0, open === undefined ? strings.length : -1).map(([, word = '']) => word);
  const here = { ...place, words, word: open ?? '' };
  const arrays = wholeArrayKeywords.has(place.keyword) ? wholeArrays(here) : [];
  if (arrays.length > 0) return { offers: arrays, written: array, behind: /^[^\]]*\]?/ };
  const offers = itemOffers(here);
  if (open !== undefined) return { offers, written: open, behind: endOfWord('"', place.rest) };
  const quoted = offers.map((offer) => ({ ...offer, insert: `"${offer.label}"`, filter: `"${offer.label}"` }));
  return { offers: quoted, written: /[^\s,[]*$/.exec(array)?.[0] ?? '', behind: /^[^\s,\]"]*/ };
}

const wholeArrayKeywords = new Set(['SHELL', 'CMD', 'ENTRYPOINT']);
