import * as l10n from '@vscode/l10n';
import { type Disposable, DocumentHighlight, DocumentHighlightKind, Location, languages, WorkspaceEdit } from 'vscode';
import {
  findDefinition,
  findOccurrences,
  isValidName,
  prepareRename,
  rename,
} from '../../core/dockerfile/features/navigation.js';
import { isTaken } from '../../core/dockerfile/features/takenNames.js';
import { dockerfiles, fromPosition, toEdits, toRange } from './convert.js';
import type { Documents } from './documents.js';

/** Go to definition, find references, highlight and rename: stages, variables, heredocs. */
export function registerNavigation(documents: Documents): Disposable[] {
  return [
    languages.registerDefinitionProvider(dockerfiles, {
      provideDefinition: (document, position) => {
        const range = findDefinition(documents.get(document), fromPosition(position));
        return range && new Location(document.uri, toRange(range));
      },
    }),
    languages.registerReferenceProvider(dockerfiles, {
      provideReferences: (document, position, { includeDeclaration }) =>
        findOccurrences(documents.get(document), fromPosition(position))
          .filter(({ isDeclaration }) => includeDeclaration || !isDeclaration)
          .map(({ range }) => new Location(document.uri, toRange(range))),
    }),
    languages.registerDocumentHighlightProvider(dockerfiles, {
      provideDocumentHighlights: (document, position) =>
        findOccurrences(documents.get(document), fromPosition(position)).map(({ range, isDeclaration }) => {
          const kind = isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
          return new DocumentHighlight(toRange(range), kind);
        }),
    }),
    languages.registerRenameProvider(dockerfiles, {
      prepareRename: (document, position) => {
        const symbol = prepareRename(documents.get(document), fromPosition(position));
        if (!symbol)
          throw new Error(
            l10n.t(
              'Only stages whose name is written out, variables that this file sets, and heredoc names can be renamed.',
            ),
          );
        return { range: toRange(symbol.range), placeholder: document.getText(toRange(symbol.range)) };
      },
      provideRenameEdits: (document, position, newName) => {
        const parsed = documents.get(document);
        const symbol = prepareRename(parsed, fromPosition(position));
        if (!symbol || !isValidName(symbol, newName))
          throw new Error(l10n.t('"{0}" is not a name that Docker takes here.', newName));
        if (isTaken(parsed, symbol, newName))
          throw new Error(l10n.t('"{0}" stands for something else here already. Choose another name.', newName));
        const edit = new WorkspaceEdit();
        edit.set(document.uri, toEdits(rename(parsed, fromPosition(position), newName)));
        return edit;
      },
    }),
  ];
}
