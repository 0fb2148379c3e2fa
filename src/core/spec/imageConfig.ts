import type { InspectJson } from '../engine/models.js';

/** What an image starts when nothing else is said; from `Config` of its inspect JSON. */
export interface ImageCommand {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

export function imageCommand(inspect: InspectJson): ImageCommand {
  const config = inspect['Config'] as Record<string, unknown> | undefined | null;
  return { entrypoint: words(config?.['Entrypoint']), command: words(config?.['Cmd']) };
}

/** True where the image starts a shell by itself. */
export function startsShell({ entrypoint, command }: ImageCommand): boolean {
  const [program, ...rest] = [...entrypoint, ...command];
  return program !== undefined && rest.length === 0 && /^(.*\/)?(ba|a|da|z|k)?sh$/.test(program);
}

function words(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
