import type { Disposable } from '../base/disposable.js';
import { Emitter } from '../base/event.js';
import type { CheckedImage, UpdateCheck } from './updates.js';

/** The tags that pointed to something newer when a person last had them looked up; kept while the window lives. */
export class KnownUpdates implements Disposable {
  private readonly found = new Map<string, CheckedImage>();
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;

  /** Where a tag (`nginx:1.27`) pointed in its registry, if that was newer than this image. */
  newerThan(imageId: string, reference: string): string | undefined {
    const known = this.found.get(reference);
    return known?.imageId === imageId ? known.digest : undefined;
  }

  learn({ updates, current }: UpdateCheck): void {
    for (const { reference } of current) this.found.delete(reference);
    for (const update of updates) this.found.set(update.reference, update);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
