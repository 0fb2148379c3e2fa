import type { Container } from './models.js';

/** True for containers that have a process, be it halted. */
export function isAlive({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

/** True for containers that can be started. */
export function isStartable({ state }: Container): boolean {
  return state === 'created' || state === 'exited';
}
