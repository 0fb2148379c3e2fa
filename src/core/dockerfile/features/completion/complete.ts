import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import type { Position } from '../../range.js';
import { type Cursor, cursorAt } from '../cursor.js';
import { isVariableStart } from '../variableScan.js';
import { quotingIn, quotingOf, scriptAtEnd } from '../variableSpans.js';
import { argumentSlot } from './argumentSlot.js';
import { commentOffers, type RuleName } from './comments.js';
import type { Completion } from './completion.js';
import { keywordOffers, triggerOffers } from './keywords.js';
import { placed, type Slot } from './placing.js';
import { variableOffers } from './variables.js';

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
  const variable = openVariable(document, cursor);
  if (variable) return variableSlot(document, cursor.instruction, variable, rest);
  if (cursor.kind === 'heredoc') return undefined;
  if (cursor.keyword !== 'ONBUILD') return argumentSlot(document, cursor, rest);
  const written = cursor.text.trimStart();
  return { offers: triggerOffers(document, isFollowed), written, behind: /^\w*/ };
}

/** The variable that is being written at the cursor, where something replaces it. */
function openVariable(
  { escapeCharacter }: DockerfileDocument,
  cursor: Extract<Cursor, { kind: 'arguments' | 'heredoc' }>,
): string | undefined {
  const { instruction } = cursor;
  const [text, quoting] =
    cursor.kind === 'heredoc'
      ? [cursor.text, quotingIn(cursor.heredoc, (instruction.trigger ?? instruction).syntax)]
      : [scriptAtEnd(cursor.keyword, cursor.text), quotingOf(cursor.keyword, escapeCharacter)];
  const match = /\$\{?\w*$/.exec(text);
  return match && quoting && isVariableStart(text, match.index, quoting) ? match[0] : undefined;
}

/** A name with the brace that closes it, unless a modifier stands between them. */
function variableSlot(document: DockerfileDocument, instruction: Instruction, written: string, rest: string): Slot {
  const isBraced = written.startsWith('${');
  const after = rest.replace(/^\w*/, '');
  const isClosed = isBraced && (/^:[-+?]/.test(after) || (/^[-+?#%/]/.test(after) && closesBrace(after)));
  const form = isBraced ? ({ start: '${', end: isClosed ? '' : '}' } as const) : ({ start: '$', end: '' } as const);
  const offers = variableOffers(document, instruction, form);
  return { offers, written, behind: isBraced ? /^\w*\}?/ : /^\w*/ };
}

/** True when a text closes a brace that was open before it. */
function closesBrace(text: string): boolean {
  let depth = 1;
  for (const char of text) {
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return true;
  }
  return false;
}
