import { FileType, type TextDocument, Uri, workspace } from 'vscode';
import { type Match, PatternMatcher, parseIgnoreFile } from '../../core/build/patterns.js';
import type { ContextFile, ContextFiles } from '../../core/dockerfile/features/completion/paths.js';

/** The build context of a Dockerfile, wherever the editor has it. */
export function contextFilesOf(document: TextDocument, root: Uri | undefined): ContextFiles {
  return {
    list: async (folder, signal) => {
      if (!root) return [];
      const entries = await workspace.fs.readDirectory(folder === '' ? root : Uri.joinPath(root, folder));
      const matcher = new PatternMatcher(parseIgnoreFile((await ignoreFileText(document, root)) ?? ''));
      signal?.throwIfAborted();
      const parent = matchOf(matcher, folder);
      return entries.map(([name, type]) => toFile(matcher, parent, folder === '' ? name : `${folder}/${name}`, type));
    },
  };
}

function matchOf(matcher: PatternMatcher, folder: string): Match | undefined {
  let match: Match | undefined;
  let path = '';
  for (const part of folder.split('/').filter((name) => name !== '')) {
    path = path === '' ? part : `${path}/${part}`;
    match = matcher.match(path, match);
  }
  return match;
}

function toFile(matcher: PatternMatcher, parent: Match | undefined, path: string, type: FileType): ContextFile {
  const match = matcher.match(path, parent);
  const isFolder = (type & FileType.Directory) !== 0;
  const isIgnored = match.matched && !(isFolder && matcher.mayChangeBelow(path, match));
  return { name: path.slice(path.lastIndexOf('/') + 1), isFolder, isIgnored };
}

/** The text of the ignore file in force for a Dockerfile; undefined where there is none. */
export async function ignoreFileText({ isUntitled, uri }: TextDocument, root: Uri): Promise<string | undefined> {
  const own = isUntitled ? undefined : await readText(uri.with({ path: `${uri.path}.dockerignore` }));
  return own ?? (await readText(Uri.joinPath(root, '.dockerignore')));
}

/** A file's text; undefined where there is none. */
export async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
