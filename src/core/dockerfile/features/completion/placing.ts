import { lineRange, type Position } from '../../range.js';
import type { Completion, Offer } from './completion.js';

/** Offers with the text that they take the place of. */
export interface Slot {
  readonly offers: readonly Offer[];
  /** What is written before the cursor. */
  readonly written: string;
  /** What belongs to it behind the cursor. */
  readonly behind: RegExp;
}

/** Puts offers into their slot; `rest` is the line behind the cursor. */
export function placed({ line, character }: Position, rest: string, { offers, written, behind }: Slot): Completion[] {
  const start = character - written.length;
  if (start < 0) return [];
  const replaced = behind.exec(rest)?.[0].length ?? 0;
  const after = rest.slice(replaced);
  const range = lineRange(line, start, character + replaced);
  return offers.map((offer) => ({ ...offer, ...fitted(offer, after), range }));
}

/** Leaves out the end of an insertion that stands behind it already: an equals sign with its value, a blank. */
function fitted({ label, insert = label }: Offer, after: string): Pick<Completion, 'insert' | 'isSnippet' | 'goesOn'> {
  const equals = after.startsWith('=') ? insert.indexOf('=') : -1;
  if (equals !== -1) return { insert: insert.slice(0, equals), isSnippet: false, goesOn: false };
  return { insert: /^\s/.test(after) ? insert.trimEnd() : insert };
}
