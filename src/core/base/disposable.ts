/** Something that holds a resource until it is let go. */
export interface Disposable {
  dispose(): void;
}

/** Makes a disposable of a function; the function runs at most once. */
export function toDisposable(release: () => void): Disposable {
  let open = true;
  return {
    dispose: () => {
      if (!open) return;
      open = false;
      release();
    },
  };
}

/** Owns disposables and lets them go in reverse order; what is added after its end is let go at once. */
export class DisposableStore implements Disposable {
  private readonly items: Disposable[] = [];
  private disposed = false;

  /** Takes ownership and returns its argument. */
  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.push(item);
    return item;
  }

  dispose(): void {
    this.disposed = true;
    for (let item = this.items.pop(); item; item = this.items.pop()) item.dispose();
  }
}
