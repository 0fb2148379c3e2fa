import type { InspectJson } from '../engine/models.js';

/** When a container started, or ended if it runs no longer, in milliseconds since 1970; undefined if it never did. */
export function stateSince(inspected: InspectJson): number | undefined {
  const state = (inspected['State'] ?? {}) as Readonly<Record<string, unknown>>;
  const text = state['Running'] === true ? state['StartedAt'] : state['FinishedAt'];
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return time > 0 ? time : undefined;
}
