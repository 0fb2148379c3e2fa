import { watch } from 'node:fs';
import path from 'node:path';
import { type Disposable, toDisposable } from '../base/disposable.js';

/** Milliseconds in which several signs of one change count as one. */
const settle = 20;

/**
 * Calls back when a file comes, goes or changes. Its folder is watched, since the file may not be there; where the
 * folder is not there either, nothing is seen.
 */
export function watchFile(file: string, listener: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const name = path.basename(file);
  try {
    const watcher = watch(path.dirname(file), { persistent: false }, (_event, changed) => {
      if (changed !== null && changed !== name) return;
      clearTimeout(timer);
      timer = setTimeout(listener, settle);
    });
    watcher.on('error', () => watcher.close());
    return toDisposable(() => {
      clearTimeout(timer);
      watcher.close();
    });
  } catch {
    return toDisposable(() => {});
  }
}
