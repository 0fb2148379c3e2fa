import type { DockerfileDocument } from '../../document.js';
import type { Instruction } from '../../instruction.js';
import { instructionDocumentation } from '../documentation.js';
import { instructionReferences, neverTriggers } from '../reference/instructions.js';
import type { Offer } from './completion.js';

const beforeFirstStage = new Set(['FROM', 'ARG']);

/** Instructions that Docker takes at the place: with snippets, or alone where arguments follow. */
export function keywordOffers(document: DockerfileDocument, line: number, isFollowed: boolean): Offer[] {
  const isInStage = document.stages.some(({ from }) => from.line < line);
  const allowed = isInStage ? () => true : (keyword: string) => beforeFirstStage.has(keyword);
  return offersOf(document, isFollowed, allowed);
}

/** Instructions that may follow ONBUILD. */
export function triggerOffers(document: DockerfileDocument, isFollowed: boolean): Offer[] {
  return offersOf(document, isFollowed, (keyword) => !neverTriggers.has(keyword));
}

function offersOf(document: DockerfileDocument, isFollowed: boolean, isAllowed: (keyword: string) => boolean): Offer[] {
  const cased = inCaseOf(document.instructions.find(({ keyword }) => keyword in instructionReferences));
  return Object.entries(instructionReferences).flatMap(([keyword, { snippets, isDeprecated }]) => {
    if (!isAllowed(keyword)) return [];
    const forms = isFollowed ? [{ label: keyword, body: keyword }] : snippets;
    return forms.map(({ label, body }): Offer => {
      const escaped = document.escapeCharacter === '`' ? body.replaceAll('\\\\\n', '`\n') : body;
      return {
        label: cased(label),
        kind: 'instruction',
        insert: cased(escaped),
        isSnippet: true,
        documentation: () => instructionDocumentation(keyword),
        goesOn: body === `${keyword} $0`,
        ...(isDeprecated && { isDeprecated }),
      };
    });
  });
}

/** Gives keywords the case of an instruction's own. */
export function inCaseOf(instruction: Instruction | undefined): (text: string) => string {
  const isLower = instruction && instruction.keywordText === instruction.keyword.toLowerCase();
  const keywords = /^[A-Z]+\b|\b(?:AS|CMD|NONE)\b/g;
  return (text) => (isLower ? text.replace(keywords, (keyword) => keyword.toLowerCase()) : text);
}
