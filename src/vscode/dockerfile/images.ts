import {
  CompletionList,
  commands,
  type Disposable,
  Hover,
  languages,
  MarkdownString,
  type TextDocument,
  window,
} from 'vscode';
import { delay } from '../../core/base/async.js';
import { completeImages, imageBefore } from '../../core/dockerfile/features/completion/images.js';
import { type ImageCatalog, within } from '../../core/dockerfile/features/imageCatalog.js';
import { imageAt, imageDocumentation, localName } from '../../core/dockerfile/features/images.js';
import { readSetting } from '../base/settings.js';
import { toItem } from './assistance.js';
import { dockerfiles, fromPosition, toRange } from './convert.js';
import type { Documents } from './documents.js';

/** Milliseconds without a keystroke before a registry is asked. */
const typingPause = 60;
/** Longest wait in milliseconds of a hover for a registry. */
const hoverPatience = 8_000;

/** Names, tags and digests while they are written, and what an image is. */
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
          const shown = items.map((completion, index) => toItem(completion, index, position, 'registry'));
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
        // The engine's list is on its way while the registry is asked.
        catalog.local();
        const facts = await within(catalog.facts(host, path, tag ?? digest ?? 'latest'), hoverPatience);
        const text = imageDocumentation(place, facts, catalog.localImage(localName(place)));
        return new Hover(new MarkdownString(text), toRange(place.range));
      },
    }),
  ];
}

/** Shows the list again with what a registry answered late, unless the person has gone on. */
function offerAgain(document: TextDocument, version: number): void {
  const isStillHere = window.activeTextEditor?.document === document && document.version === version;
  if (isStillHere) void commands.executeCommand('editor.action.triggerSuggest');
}
