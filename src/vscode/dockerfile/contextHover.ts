import * as l10n from '@vscode/l10n';
import { type Disposable, Hover, languages, MarkdownString } from 'vscode';
import { sizeText } from '../../core/build/contextRows.js';
import { ContextSources, type SourceSize, type SourceState } from '../../core/build/contextSources.js';
import { contextSourcesOf } from '../../core/dockerfile/features/contextSources.js';
import { containsPosition } from '../../core/dockerfile/range.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { toSignal } from '../base/cancellation.js';
import { dockerfiles, fromPosition, toRange } from './convert.js';
import type { Documents } from './documents.js';

/** How many files of the build context a source of COPY or ADD means, and how large they are. */
export function registerContextHover(documents: Documents, contexts: BuildContexts): Disposable {
  return languages.registerHoverProvider(dockerfiles, {
    provideHover: async (document, position, token) => {
      if (document.uri.scheme !== 'file') return undefined;
      const sources = contextSourcesOf(documents.get(document));
      const source = sources.find(({ range }) => containsPosition(range, fromPosition(position)));
      if (!source) return undefined;
      const context = contexts.ofSaved(document.uri).fsPath;
      const lookup = await ContextSources.of(context, document.uri.fsPath);
      const signal = toSignal(token);
      const state = await lookup.state(source.path, signal);
      const text = state === 'there' ? foundText(await lookup.size(source.path, signal)) : state && stateTexts[state]();
      return text === undefined ? undefined : new Hover(new MarkdownString(text), toRange(source.range));
    },
  });
}

function foundText(size: SourceSize): string {
  return l10n.t('Build context: {0}', sizeText({ ...size, isFolder: true }));
}

const stateTexts: Record<Exclude<SourceState, 'there'>, () => string> = {
  absent: () => l10n.t('This is not in the build context.'),
  ignored: () => l10n.t('`.dockerignore` keeps this out of the build.'),
};
