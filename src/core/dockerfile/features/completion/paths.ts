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
  /** True where a slash stands behind it. */
  readonly isFolder: boolean;
  /** A name of a file as it is written here; undefined where it cannot be. */
  readonly written: (name: string) => string | undefined;
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
    .flatMap(({ name, isFolder }): Completion[] => {
      const insert = place.written(name);
      if (insert === undefined) return [];
      return [
        {
          label: isFolder ? `${name}/` : name,
          kind: isFolder ? 'folder' : 'file',
          detail: l10n.t('build context'),
          insert: isFolder && !place.isFolder ? `${insert}/` : insert,
          range: place.range,
          goesOn: isFolder,
        },
      ];
    });
}

function pathPlace(document: DockerfileDocument, position: Position): PathPlace | undefined {
  const cursor = cursorAt(document, position);
  if (cursor.kind !== 'arguments') return undefined;
  const source = cursor.keyword === 'RUN' ? bindSource(cursor.text) : copySource(cursor.keyword, cursor.text);
  if (source === undefined || /^(?:-|<|https?:|git@|\$)/.test(source.text)) return undefined;
  const slash = source.text.lastIndexOf('/') + 1;
  const rest = document.lines.textOf(position.line).slice(position.character);
  const behind = source.behind.exec(rest)?.[0].length ?? 0;
  const { line, character } = position;
  return {
    folder: source.text.slice(0, slash),
    range: lineRange(line, character - source.text.length + slash, character + behind),
    isFolder: rest.charAt(behind) === '/',
    written: (name) => source.written(name, document.escapeCharacter),
  };
}

/** What is written of a path before the cursor, and how it goes on. */
interface Source {
  readonly text: string;
  readonly behind: RegExp;
  readonly written: (name: string, escapeCharacter: string) => string | undefined;
}

function copySource(keyword: string, text: string): Source | undefined {
  if (keyword !== 'COPY' && keyword !== 'ADD') return undefined;
  if (/(?:^|\s)--from=/.test(text)) return undefined;
  const isJson = /^\s*(?:--\S+\s+)*\[/.test(text);
  if (!isJson) return { text: /\S*$/.exec(text)?.[0] ?? '', behind: /^[^\s/]*/, written: shellFormName };
  const item = /[[,]\s*"([^"]*)$/.exec(text)?.[1];
  if (item === undefined) return undefined;
  const written: Source['written'] = (name, character) => JSON.stringify(patternOf(name, character)).slice(1, -1);
  return { text: item, behind: /^[^"/]*(?=["/])|^[^\s,\]/]*/, written };
}

/** Undefined for a name with blanks, which no quotes keep together in the shell form. */
function shellFormName(name: string, escapeCharacter: string): string | undefined {
  return /\s/.test(name) ? undefined : patternOf(name, escapeCharacter);
}

/** A name with what patterns, variables and quotes would make of it taken away. */
function patternOf(name: string, escapeCharacter: string): string {
  return name.replace(/[[*?]/g, '[$&]').replace(/["'$\\]/g, (char) => escapeCharacter + char);
}

/** The source that a bind mount of the build context is being given. */
function bindSource(text: string): Source | undefined {
  const options = /(?:^|\s)--mount=(\S*)$/.exec(text)?.[1];
  if (options === undefined || /(?:^|,)from=/.test(options)) return undefined;
  const type = /(?:^|,)type=(\w+)/.exec(options)?.[1] ?? 'bind';
  const source = type === 'bind' ? /(?:^|,)(?:source|src)=([^,]*)$/.exec(options)?.[1] : undefined;
  const written = (name: string) => (/[\s,"'$\\]/.test(name) ? undefined : name);
  return source === undefined ? undefined : { text: source, behind: /^[^\s,/]*/, written };
}
