import * as l10n from '@vscode/l10n';
import type { DockerfileDocument } from '../../document.js';
import { lineRange, type Position, type Range } from '../../range.js';
import { cursorAt } from '../cursor.js';
import type { Completion } from './completion.js';

/** The files a build may copy. */
export interface ContextFiles {
  /** What is in a folder of the build context, given relative to it without slashes at its ends; throws when it is not there. */
  list(folder: string, signal?: AbortSignal): Promise<readonly ContextFile[]>;
}

export interface ContextFile {
  readonly name: string;
  readonly isFolder: boolean;
  /** `.dockerignore` keeps it, and all below it, from the build. */
  readonly isIgnored: boolean;
}

/** A place where a path of the build context is written. */
interface PathPlace {
  /** The folders that are written already, as the file has them: `src/lib/`. */
  readonly folder: string;
  readonly range: Range;
}

/** Files and folders of the build context for COPY, ADD and bind mounts; ignored ones are left out. */
export async function completePaths(
  document: DockerfileDocument,
  position: Position,
  files: ContextFiles,
  signal?: AbortSignal,
): Promise<Completion[]> {
  const place = pathPlace(document, position);
  if (!place) return [];
  const folder = place.folder.replace(/\/+$/, '').replace(/^(?:\.?\/)+/, '');
  if (folder.split('/').includes('..') || /[*?[$]/.test(folder)) return [];
  const found = await files.list(folder === '.' ? '' : folder, signal).catch(() => []);
  return found
    .filter(({ isIgnored }) => !isIgnored)
    .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1))
    .map(
      ({ name, isFolder }): Completion => ({
        label: isFolder ? `${name}/` : name,
        kind: isFolder ? 'folder' : 'file',
        detail: l10n.t('build context'),
        insert: isFolder ? `${name}/` : name,
        range: place.range,
        goesOn: isFolder,
      }),
    );
}

function pathPlace(document: DockerfileDocument, position: Position): PathPlace | undefined {
  const cursor = cursorAt(document, position);
  if (cursor.kind !== 'arguments') return undefined;
  const written = cursor.keyword === 'RUN' ? bindSource(cursor.text) : copySource(cursor.keyword, cursor.text);
  if (written === undefined || /^(?:-|<|https?:|git@|\$)/.test(written)) return undefined;
  const slash = written.lastIndexOf('/') + 1;
  const name = written.slice(slash);
  const behind = /^[^\s"',/]*/.exec(document.lines.textOf(position.line).slice(position.character))?.[0].length ?? 0;
  const { line, character } = position;
  return { folder: written.slice(0, slash), range: lineRange(line, character - name.length, character + behind) };
}

function copySource(keyword: string, text: string): string | undefined {
  if (keyword !== 'COPY' && keyword !== 'ADD') return undefined;
  if (/(?:^|\s)--from=/.test(text)) return undefined;
  const isJson = /^\s*(?:--\S+\s+)*\[/.test(text);
  if (!isJson) return /\S*$/.exec(text)?.[0];
  return /[[,]\s*"([^"]*)$/.exec(text)?.[1];
}

/** The source that a bind mount of the build context is being given. */
function bindSource(text: string): string | undefined {
  const options = /(?:^|\s)--mount=(\S*)$/.exec(text)?.[1];
  if (options === undefined || /(?:^|,)from=/.test(options)) return undefined;
  const type = /(?:^|,)type=(\w+)/.exec(options)?.[1] ?? 'bind';
  return type === 'bind' ? /(?:^|,)(?:source|src)=([^,]*)$/.exec(options)?.[1] : undefined;
}
