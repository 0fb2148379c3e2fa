import * as l10n from '@vscode/l10n';
import {
  CompletionItem,
  CompletionItemKind,
  type Disposable,
  type DocumentSelector,
  FileType,
  Hover,
  languages,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { ignorePatternOf } from '../../core/build/contextHazards.js';
import { sizeText } from '../../core/build/contextRows.js';
import type { FileSummary } from '../../core/build/fileSummary.js';
import { type IgnoreLine, patternSize, readIgnoreLines } from '../../core/build/ignoreFile.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { toSignal } from '../base/cancellation.js';
import { withFiles } from './fileList.js';
import { IgnoreDiagnostics } from './ignoreDiagnostics.js';

const ignoreFiles: DocumentSelector = {
  language: 'ignore',
  pattern: '**/{*.dockerignore,.dockerignore,.containerignore}',
};

/** Completion, hover and problems of the files that keep things out of builds. */
export function startIgnoreFiles(contexts: BuildContexts): Disposable[] {
  const contextOf = ({ uri }: TextDocument) => ignoredContext(uri, contexts);
  return [
    new IgnoreDiagnostics(ignoreFiles, contextOf, contexts.onDidChange),
    languages.registerCompletionItemProvider(
      ignoreFiles,
      { provideCompletionItems: (document, position) => completePaths(document, position, contextOf(document)) },
      '/',
      '!',
    ),
    languages.registerHoverProvider(ignoreFiles, {
      provideHover: async (document, position, token) => {
        const line = readIgnoreLines(document.lineAt(position.line).text)[0];
        const context = contextOf(document);
        if (!line?.isValid || context.scheme !== 'file') return undefined;
        const size = await patternSize(context.fsPath, line.pattern, toSignal(token));
        return new Hover(
          new MarkdownString(meaningOf(line, size)),
          new Range(position.line, line.start, position.line, line.end),
        );
      },
    }),
  ];
}

/** The folder that a file named `.dockerignore` lies in; for `<Dockerfile>.dockerignore` the context of that one. */
function ignoredContext(uri: Uri, contexts: BuildContexts): Uri {
  const dockerfile = uri.path.replace(/\.dockerignore$/, '');
  const isOwn = dockerfile !== uri.path && !dockerfile.endsWith('/');
  return isOwn ? contexts.ofSaved(uri.with({ path: dockerfile })) : Uri.joinPath(uri, '..');
}

/** Files and folders of the context, below what is written of the path. */
async function completePaths(document: TextDocument, position: Position, context: Uri): Promise<CompletionItem[]> {
  const { text } = document.lineAt(position.line);
  const [, written] = /^\s*!?\s*([^#\s].*|)$/.exec(text.slice(0, position.character)) ?? [];
  if (written === undefined) return [];
  const slash = written.lastIndexOf('/') + 1;
  const folder = written.slice(0, slash);
  if (/[*?[\\]|(?:^|\/)\.\.\//.test(folder)) return [];
  const behind = /^[^\s/]*/.exec(text.slice(position.character))?.[0].length ?? 0;
  const start = position.translate(0, slash - written.length);
  const range = { replacing: new Range(start, position.translate(0, behind)), inserting: new Range(start, position) };
  const entries = await Promise.resolve(workspace.fs.readDirectory(Uri.joinPath(context, folder))).catch(() => []);
  return entries.map(([name, type]) => {
    const isFolder = (type & FileType.Directory) !== 0;
    const item = new CompletionItem(name, isFolder ? CompletionItemKind.Folder : CompletionItemKind.File);
    item.insertText = slash === 0 ? ignorePatternOf(name) : ignorePatternOf(`/${name}`).slice(1);
    item.sortText = `${isFolder ? 0 : 1}${name}`;
    item.range = range;
    return item;
  });
}

function meaningOf({ pattern }: IgnoreLine, found: FileSummary): string {
  if (found.files === 0) return l10n.t('Matches no file of the build context.');
  const size = sizeText({ ...found, isFolder: true });
  if (found.isMore) return l10n.t('Matches more than {0}.', size);
  const text = pattern.startsWith('!')
    ? l10n.t('Takes back what lines before keep out of {0}.', size)
    : l10n.t('Matches {0}.', size);
  return withFiles(text, found, pattern.replace(/^!/, ''));
}
