import { type ParsedDockerfile, parseAgain } from './document.js';
import { complete } from './features/completion/complete.js';
import { foldingRanges } from './features/folding.js';
import { format, formatOnType, formatRange } from './features/format.js';
import { hover } from './features/hover.js';
import { documentLinks } from './features/links.js';
import { findDefinition, findOccurrences, isValidName, prepareRename, rename } from './features/navigation.js';
import { outline } from './features/outline.js';
import { selectionRanges } from './features/selection.js';
import { semanticTokens } from './features/semanticTokens.js';
import { signatureHelp } from './features/signatureHelp.js';
import { isTaken } from './features/takenNames.js';

/** Everything the core knows about Dockerfiles for an editor: pure functions of a document, nothing waits. */
export const languageService = {
  /** Reads a file; what an earlier reading knows is not worked out again. */
  read: (text: string, before?: ParsedDockerfile): ParsedDockerfile => parseAgain(text, before?.cache),
  complete,
  hover,
  signatureHelp,
  findDefinition,
  findOccurrences,
  prepareRename,
  isValidName,
  isTaken,
  rename,
  outline,
  foldingRanges,
  selectionRanges,
  semanticTokens,
  documentLinks,
  format,
  formatRange,
  formatOnType,
} as const;
