import { type Disposable, languages } from 'vscode';
import { completePaths } from '../../core/dockerfile/features/completion/paths.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { toSignal } from '../base/cancellation.js';
import { toItem } from './assistance.js';
import { contextFilesOf } from './contextFolder.js';
import { dockerfiles, fromPosition } from './convert.js';
import type { Documents } from './documents.js';

/** Paths of the build context while they are written. */
export function registerContextCompletion(documents: Documents, contexts: BuildContexts): Disposable {
  return languages.registerCompletionItemProvider(
    dockerfiles,
    {
      provideCompletionItems: async (document, position, token) => {
        const files = contextFilesOf(document, contexts.of(document.uri));
        const found = await completePaths(documents.get(document), fromPosition(position), files, toSignal(token));
        return found.map((completion, index) => toItem(completion, index, position, 'files'));
      },
    },
    ' ',
    '/',
    '"',
    '=',
  );
}
