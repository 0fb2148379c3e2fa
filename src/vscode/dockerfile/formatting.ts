import { type Disposable, type FormattingOptions, languages, type TextDocument } from 'vscode';
import { type FormatOptions, format, formatOnType, formatRange } from '../../core/dockerfile/features/format.js';
import { readSetting } from '../base/settings.js';
import { dockerfiles, fromPosition, fromRange, toEdits } from './convert.js';
import type { Documents } from './documents.js';

/** Formatting of files, selections and of the line that a typed escape character continues into. */
export function registerFormatting(documents: Documents): Disposable[] {
  return [
    languages.registerDocumentFormattingEditProvider(dockerfiles, {
      provideDocumentFormattingEdits: (document, options) =>
        toEdits(format(documents.get(document), toOptions(document, options))),
    }),
    languages.registerDocumentRangeFormattingEditProvider(dockerfiles, {
      provideDocumentRangeFormattingEdits: (document, range, options) =>
        toEdits(formatRange(documents.get(document), fromRange(range), toOptions(document, options))),
    }),
    languages.registerOnTypeFormattingEditProvider(
      dockerfiles,
      {
        provideOnTypeFormattingEdits: (document, position, typed, options) =>
          toEdits(formatOnType(documents.get(document), fromPosition(position), typed, toOptions(document, options))),
      },
      '\\',
      '`',
      '\n',
    ),
  ];
}

function toOptions(document: TextDocument, { insertSpaces, tabSize }: FormattingOptions): FormatOptions {
  return {
    indent: insertSpaces ? ' '.repeat(tabSize) : '\t',
    keywordCase: readSetting('format.keywordCase', document) as FormatOptions['keywordCase'],
    skipMultiline: readSetting('format.skipMultiline', document),
  };
}
