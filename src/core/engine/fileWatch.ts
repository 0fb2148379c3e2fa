import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import { type Disposable, toDisposable } from '../base/disposable.js';
import { Emitter } from '../base/event.js';

/** Milliseconds in which several signs of one change count as one. */
const settle = 20;

/** Watches files that may become other ones; nothing is watched while nobody listens. */
export class WatchedFiles {
  private readonly changed = new Emitter<void>();
  private readonly watches = new Map<string, FileWatch>();
  private files: ReadonlySet<string> = new Set();
  private listeners = 0;

  /** Watches these from now on, whether they are there or not. */
  set(files: Iterable<string>): void {
    this.files = new Set(files);
    this.update();
  }

  /** Calls back when one of the files comes, goes or changes. */
  listen(listener: () => void): Disposable {
    const listening = this.changed.event(listener);
    this.listeners += 1;
    this.update();
    return toDisposable(() => {
      listening.dispose();
      this.listeners -= 1;
      this.update();
    });
  }

  private update(): void {
    const wanted = this.listeners > 0 ? this.files : new Set<string>();
    for (const [file, watching] of this.watches) {
      if (wanted.has(file)) continue;
      watching.dispose();
      this.watches.delete(file);
    }
    for (const file of wanted)
      if (!this.watches.has(file)) this.watches.set(file, new FileWatch(file, () => this.changed.fire()));
  }
}

/** Watches the folder of a file, since the file may not be there; or the nearest one above that is. */
class FileWatch implements Disposable {
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly listener: () => void,
  ) {
    this.watchFolder(path.dirname(file));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watcher?.close();
  }

  private watchFolder(folder: string): void {
    this.watcher?.close();
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => this.onChange(folder, name));
      this.watcher = watcher.on('error', () => this.watchAbove(folder));
    } catch {
      this.watchAbove(folder);
    }
  }

  private watchAbove(folder: string): void {
    const above = path.dirname(folder);
    if (above !== folder) this.watchFolder(above);
  }

  private onChange(folder: string, name: string | null): void {
    const [below] = path.relative(folder, this.file).split(path.sep);
    // A folder that goes tells so by its own name.
    const isFolderItself = name === path.basename(folder);
    if (name !== null && name !== below && !isFolderItself) return;
    if (isFolderItself || folder !== path.dirname(this.file)) this.watchFolder(path.dirname(this.file));
    clearTimeout(this.timer);
    this.timer = setTimeout(this.listener, settle);
  }
}
