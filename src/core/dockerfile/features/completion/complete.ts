import type { DockerfileDocument } from '../../document.js';
import type { Position } from '../../range.js';
import { cursorAt } from '../cursor.js';
import { argumentSlot } from './argumentSlot.js';
import { commentOffers, type RuleName } from './comments.js';
import type { Completion } from './completion.js';
import { keywordOffers, triggerOffers } from './keywords.js';
import { placed, type Slot } from './placing.js';
import { variableSlot } from './variableSlot.js';

/** Characters behind which other offers begin. */
export const triggerCharacters: readonly string[] = [...' $-=,{<#[:/;'];

/** What may be written at a place, from the file alone; nothing here waits. */
export function complete(
  document: DockerfileDocument,
  position: Position,
  rules: readonly RuleName[] = [],
): Completion[] {
  const rest = document.lines.textOf(position.line).slice(position.character);
  const slot = slotAt(document, position, rest, rules);
  return slot ? placed(position, rest, slot) : [];
}

function slotAt(
  document: DockerfileDocument,
  position: Position,
  rest: string,
  rules: readonly RuleName[],
): Slot | undefined {
  const cursor = cursorAt(document, position);
  if (cursor.kind === 'comment') {
    const offers = commentOffers(document, cursor, position.line, rules);
    const phrase = /#\s*([a-z ]*)$/i.exec(cursor.text)?.[1];
    if (phrase !== undefined) return { offers, written: phrase, behind: /^[a-z ]*(?==)|^[a-z]*/i };
    return { offers, written: /[^\s=,;#]*$/.exec(cursor.text)?.[0] ?? '', behind: /^[^\s=,;#]*/ };
  }
  const isFollowed = rest.replace(/^\w*/, '').trim() !== '';
  if (cursor.kind === 'keyword')
    return { offers: keywordOffers(document, position.line, isFollowed), written: cursor.text, behind: /^\w*/ };
  const variable = variableSlot(document, cursor, rest);
  if (variable) return variable;
  if (cursor.kind === 'heredoc') return undefined;
  if (cursor.keyword !== 'ONBUILD') return argumentSlot(document, cursor, rest);
  const written = cursor.text.trimStart();
  return { offers: triggerOffers(document, isFollowed), written, behind: /^\w*/ };
}
