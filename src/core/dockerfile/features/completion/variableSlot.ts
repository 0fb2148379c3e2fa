import * as l10n from '@vscode/l10n';
import type { DockerfileDocument } from '../../document.js';
import type { Cursor } from '../cursor.js';
import { isVariableStart } from '../variableScan.js';
import { quotingIn, quotingOf, scriptAtEnd } from '../variableSpans.js';
import type { Offer } from './completion.js';
import type { Slot } from './placing.js';
import { variableOffers } from './variables.js';

type Place = Extract<Cursor, { kind: 'arguments' | 'heredoc' }>;

/** What may be written behind a `$` at the cursor; undefined where there is none, or nothing replaces it. */
export function variableSlot(document: DockerfileDocument, cursor: Place, rest: string): Slot | undefined {
  const written = openVariable(document, cursor);
  if (written === undefined) return undefined;
  const [, isBraced, name = '', colon] = /^\$(\{?)(\w*)(:?)$/.exec(written) ?? [];
  if (colon) return { offers: modifierOffers('', rest), written: colon, behind: /^[-+?]?/ };
  const { instruction } = cursor;
  if (!isBraced) {
    const plain = variableOffers(document, instruction, { start: '$', end: '' });
    const braced = plain.map(({ label, insert, filter, ...offer }): Offer => ({ ...offer, label: `\${${label}}` }));
    return { offers: [...plain, ...braced], written, behind: /^\w*/ };
  }
  const after = rest.replace(/^\w*/, '');
  const isClosed = /^:[-+?]/.test(after) || (/^[-+?#%/]/.test(after) && closesBrace(after));
  const offers = variableOffers(document, instruction, { start: '${', end: isClosed ? '' : '}' });
  const modified = isClosed || !offers.some(({ label }) => label === name) ? [] : modifierOffers(`\${${name}`, '');
  return { offers: [...offers, ...modified], written, behind: /^\w*\}?/ };
}

/** The variable that is being written at the cursor, up to a colon, where something replaces it. */
function openVariable({ escapeCharacter }: DockerfileDocument, cursor: Place): string | undefined {
  const { instruction } = cursor;
  const [text, quoting] =
    cursor.kind === 'heredoc'
      ? [cursor.text, quotingIn(cursor.heredoc, (instruction.trigger ?? instruction).syntax)]
      : [scriptAtEnd(cursor.keyword, cursor.text), quotingOf(cursor.keyword, escapeCharacter)];
  const match = /\$(?:\{\w+:|\{?\w*)$/.exec(text);
  return match && quoting && isVariableStart(text, match.index, quoting) ? match[0] : undefined;
}

/** What to write where a variable is not set: Docker's reference, "Environment replacement". */
function modifierOffers(start: string, rest: string): Offer[] {
  const meanings: readonly (readonly [string, string, string])[] = [
    [':-', 'default', l10n.t('another value where it is not set or empty')],
    [':+', 'value', l10n.t('a value only where it is set and not empty')],
    [':?', 'message', l10n.t('no build where it is not set or empty')],
  ];
  const end = closesBrace(rest) ? '' : '}';
  const hasWord = end === '' && !rest.startsWith('}');
  return meanings.map(([modifier, word, detail]): Offer => {
    const offer: Offer = { label: start + modifier, kind: 'value', detail };
    if (hasWord) return offer;
    return { ...offer, insert: `${start.replace('$', '\\$')}${modifier}\${1:${word}}${end}`, isSnippet: true };
  });
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
