import * as l10n from '@vscode/l10n';
import {
  CodeAction,
  CodeActionKind,
  CompletionList,
  commands,
  type Disposable,
  Hover,
  languages,
  MarkdownString,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { delay } from '../../core/base/async.js';
import { completeImages, imageBefore } from '../../core/dockerfile/features/completion/images.js';
import { type ImageCatalog, within } from '../../core/dockerfile/features/imageCatalog.js';
import { imageAt, imageDocumentation, pinEdit } from '../../core/dockerfile/features/images.js';
import { showNote, showWarning } from '../base/messages.js';
import { readSetting } from '../base/settings.js';
import { toItem } from './assistance.js';
import { dockerfiles, fromPosition, toEdits, toRange } from './convert.js';
import type { Documents } from './documents.js';

/** Milliseconds without a keystroke before a registry is asked. */
const typingPause = 60;
/** Longest wait in milliseconds of a hover and of a command for a registry. */
const hoverPatience = 8_000;
const commandPatience = 20_000;

/** Names, tags and digests while they are written, what an image is, and pins. */
export function registerImages(documents: Documents, catalog: ImageCatalog): Disposable[] {
  return [
    languages.registerCompletionItemProvider(
      dockerfiles,
      {
        provideCompletionItems: async (document, position, token) => {
          const parsed = documents.get(document);
          const isPlace = imageBefore(parsed, fromPosition(position)) !== undefined;
          if (!isPlace || !readSetting('images.completion', document)) return undefined;
          await delay(typingPause);
          if (token.isCancellationRequested) return undefined;
          const { version } = document;
          const { items, more } = await completeImages(parsed, fromPosition(position), catalog);
          void more?.then((found) => found !== undefined && offerAgain(document, version));
          const shown = items.map((completion, index) => toItem(completion, index, position));
          return new CompletionList(shown, more !== undefined);
        },
      },
      ' ',
      ':',
      '/',
      '=',
      '@',
    ),
    languages.registerHoverProvider(dockerfiles, {
      provideHover: async (document, position) => {
        const place = imageAt(documents.get(document), fromPosition(position));
        if (!place || !readSetting('images.completion', document)) return undefined;
        const { host, path, tag, digest } = place.reference;
        const facts = await within(catalog.facts(host, path, tag ?? digest ?? 'latest'), hoverPatience);
        return new Hover(new MarkdownString(imageDocumentation(place, facts, catalog.local())), toRange(place.range));
      },
    }),
    languages.registerCodeActionsProvider(
      dockerfiles,
      {
        provideCodeActions: (document, { start }) => {
          const place = imageAt(documents.get(document), fromPosition(start));
          if (!place || !pinEdit(place, '')) return [];
          const title = place.reference.digest ? l10n.t('Refresh the digest') : l10n.t('Pin to the digest');
          const action = new CodeAction(title, CodeActionKind.RefactorRewrite);
          action.command = {
            title,
            command: 'longshore.dockerfile.pinImage',
            arguments: [document.uri, fromPosition(start)],
          };
          return [action];
        },
      },
      { providedCodeActionKinds: [CodeActionKind.RefactorRewrite] },
    ),
  ];
}

/** Shows the list again with what a registry answered late, unless the person has gone on. */
function offerAgain(document: TextDocument, version: number): void {
  const isStillHere = window.activeTextEditor?.document === document && document.version === version;
  if (isStillHere) void commands.executeCommand('editor.action.triggerSuggest');
}

/** Writes the digest that an image's tag has now beside the tag. */
export function pinImageHandler(documents: Documents, catalog: ImageCatalog) {
  return async (file?: unknown, position?: { line: number; character: number }): Promise<void> => {
    const editor = window.activeTextEditor;
    const document = file instanceof Uri ? await workspace.openTextDocument(file) : editor?.document;
    const at = position ?? (editor && fromPosition(editor.selection.active));
    const place = document && at && imageAt(documents.get(document), at);
    if (!document || !place) return void showNote(l10n.t('Put the cursor on an image in FROM or COPY --from.'));
    const { host, path, tag = 'latest' } = place.reference;
    const facts = await within(catalog.facts(host, path, tag), commandPatience);
    const edit = facts && pinEdit(place, facts.digest);
    if (!edit)
      return void showWarning(l10n.t('The registry {0} did not tell the digest of {1}.', host, `${path}:${tag}`));
    const change = new WorkspaceEdit();
    change.set(document.uri, toEdits([edit]));
    await workspace.applyEdit(change);
  };
}
