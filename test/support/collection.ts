import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve('test/fixtures/dockerfiles');

/** A Dockerfile of the collection. */
export interface CollectedFile {
  readonly title: string;
  readonly text: string;
}

/** Short Dockerfiles of many kinds, good and broken; each begins behind a line `=== title`. */
export function collectedFiles(): CollectedFile[] {
  return ['collection-a.txt', 'collection-b.txt'].flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .split(/^=== /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return { title: part.slice(0, end), text: part.slice(end + 1) };
      }),
  );
}
