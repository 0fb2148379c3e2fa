import type { DockerfileDocument } from '../../document.js';
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
  const cased = casing(document);
  return Object.entries(instructionReferences).flatMap(([keyword, { snippets, isDeprecated }]) => {
    if (!isAllowed(keyword)) return [];
    const forms = isFollowed ? [{ label: keyword, body: keyword }] : snippets;
    return forms.map(({ label, body }): Offer => {
      const escaped = document.escapeCharacter === '`' ? body.replaceAll('\\\\\n', '`\n') : body;
      return {
        label: cased(label, keyword),
        kind: 'instruction',
        insert: cased(escaped, keyword),
        isSnippet: true,
        documentation: () => instructionDocumentation(keyword),
        goesOn: body === `${keyword} $0`,
        ...(isDeprecated && { isDeprecated }),
      };
    });
  });
}

/** Keywords in the case of the file's first one. */
function casing({ instructions }: DockerfileDocument): (text: string, keyword: string) => string {
  const [first] = instructions.filter(({ keyword }) => keyword in instructionReferences);
  const isLower = first !== undefined && first.keywordText === first.keyword.toLowerCase();
  return (text, keyword) =>
    isLower && text.startsWith(keyword) ? keyword.toLowerCase() + text.slice(keyword.length) : text;
}
