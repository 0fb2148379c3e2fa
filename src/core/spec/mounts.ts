import type { ContainerSpec } from '../engine/models.js';

/** One mount of a new container. */
export type SpecMount = NonNullable<ContainerSpec['mounts']>[number];

/** Reads `SOURCE:/TARGET[:ro]` as `docker run -v` does: a source with a path in it is a bind, a plain word a volume. */
export function parseMount(text: string): SpecMount | undefined {
  const match = /^(.+?):(\/[^:]*)(?::(ro|rw))?$/.exec(text.trim());
  const [, source, target, mode] = match ?? [];
  if (!source || !target) return undefined;
  const readOnly = mode === 'ro';
  if (/[\\/]|^[.~]|^[A-Za-z]:/.test(source)) return { type: 'bind', source, target, readOnly };
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(source) ? { type: 'volume', source, target, readOnly } : undefined;
}

/** The form that {@link parseMount} reads. */
export function formatMount({ source, target, readOnly }: SpecMount): string {
  return `${source}:${target}${readOnly ? ':ro' : ''}`;
}
