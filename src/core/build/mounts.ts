import path from 'node:path';
import type { DockerfileDocument } from '../dockerfile/document.js';
import { flagOptions } from '../dockerfile/words.js';

/** What the steps of a Dockerfile mount that only the person who builds can give, each id once. */
export interface WantedMounts {
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
}

/**
 * The secrets and SSH agents that a Dockerfile's steps mount.
 * Source: https://docs.docker.com/reference/dockerfile/#run---mounttypesecret
 */
export function wantedMounts({ instructions }: DockerfileDocument): WantedMounts {
  const mounts = instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(({ flags }) => flags.filter(({ name }) => name === 'mount'))
    .map((flag) => new Map(flagOptions(flag).map(({ name, value = '' }) => [name, value])));
  const ids = (type: string, idOf: (options: Options) => string | undefined) => [
    ...new Set(mounts.filter((options) => options.get('type') === type).flatMap((options) => idOf(options) ?? [])),
  ];
  return {
    secrets: ids('secret', (options) => options.get('id') ?? nameOf(options)),
    ssh: ids('ssh', (options) => options.get('id') ?? 'default'),
  };
}

type Options = ReadonlyMap<string, string>;

/** A secret without an id has the name of its file in the container. */
function nameOf(options: Options): string | undefined {
  const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
  return target && path.posix.basename(target);
}
