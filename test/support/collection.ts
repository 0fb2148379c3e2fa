import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve('test/fixtures/dockerfiles');

/** A Dockerfile of the collection. */
export interface CollectedFile {
  readonly title: string;
  readonly text: string;
}

/** Short Dockerfiles of many kinds, good and broken, and the files of the folder LONGSHORE_DOCKERFILES. */
export function collectedFiles(): CollectedFile[] {
  const more = process.env['LONGSHORE_DOCKERFILES'];
  return [...filesIn(folder).flatMap(parts), ...(more ? filesIn(path.resolve(more)) : [])];
}

function filesIn(directory: string): CollectedFile[] {
  return readdirSync(directory).map((title) => ({ title, text: readFileSync(path.join(directory, title), 'utf8') }));
}

/** The parts of a collection, each behind a line `=== title`; any other file whole. */
function parts(file: CollectedFile): CollectedFile[] {
  if (!file.title.endsWith('.txt')) return [file];
  return file.text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { title: part.slice(0, end), text: part.slice(end + 1) };
    });
}
