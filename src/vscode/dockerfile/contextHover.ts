import { posix } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Disposable, Hover, languages, MarkdownString } from 'vscode';
import { sizeText } from '../../core/build/contextRows.js';
import { ContextSources, type SourceState } from '../../core/build/contextSources.js';
import type { FileSummary } from '../../core/build/fileSummary.js';
import { contextSourcesOf } from '../../core/dockerfile/features/contextSources.js';
import { containsPosition } from '../../core/dockerfile/range.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { toSignal } from '../base/cancellation.js';
import { dockerfiles, fromPosition, toRange } from './convert.js';
import type { Documents } from './documents.js';
import { withFiles } from './fileList.js';

/** How many files of the build context a source of COPY or ADD means, how large they are, and the largest of them. */
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
      const text =
        state === 'there'
          ? foundText(await lookup.size(source.path, signal), source.path)
          : state && stateTexts[state]();
      return text === undefined ? undefined : new Hover(new MarkdownString(text), toRange(source.range));
    },
  });
}

function foundText(found: FileSummary, source: string): string {
  const text = l10n.t('Build context: {0}', sizeText({ ...found, isFolder: true }));
  return withFiles(text, found, posix.relative('/', posix.join('/', source)));
}

const stateTexts: Record<Exclude<SourceState, 'there'>, () => string> = {
  absent: () => l10n.t('This is not in the build context.'),
  ignored: () => l10n.t('`.dockerignore` keeps this out of the build.'),
};
