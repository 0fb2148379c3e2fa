import { type Disposable, toDisposable } from './disposable.js';

/** Subscribes a listener; disposing the result unsubscribes it. Has the shape of an editor event. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** A source of events. */
export class Emitter<T> implements Disposable {
  private listeners: ((value: T) => void)[] = [];

  readonly event: Event<T> = (listener) => {
    this.listeners = [...this.listeners, listener];
    return toDisposable(() => {
      this.listeners = this.listeners.filter((other) => other !== listener);
    });
  };

  /** Calls the listeners present at this moment, in their order; one that throws is no trouble of the others or ours. */
  fire(value: T): void {
    for (const listener of this.listeners) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.listeners = [];
  }
}
