import type { EventEmitter } from 'node:events';

/** Resolves when a stream takes more, or takes nothing any more. */
export function drained(stream: EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle);
      stream.off('close', settle);
      resolve();
    };
    stream.on('drain', settle);
    stream.on('close', settle);
  });
}
