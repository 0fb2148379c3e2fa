import path from 'node:path';
import { DockerfileParser, Run } from 'dockerfile-ast';

/** What the steps of a Dockerfile mount that only the person who builds can give, each id once. */
export interface WantedMounts {
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
}

/**
 * Reads which secrets and SSH agents a Dockerfile's steps mount.
 * Source: https://docs.docker.com/reference/dockerfile/#run---mounttypesecret
 */
export function readMounts(text: string): WantedMounts {
  const mounts = DockerfileParser.parse(text)
    .getInstructions()
    .flatMap((instruction) => (instruction instanceof Run ? instruction.getFlags() : []))
    .filter((flag) => flag.getName() === 'mount')
    .map((flag) => optionsOf(flag.getValue() ?? ''));
  const ids = (type: string, idOf: (options: Options) => string | undefined) => [
    ...new Set(mounts.filter((options) => options.get('type') === type).flatMap((options) => idOf(options) ?? [])),
  ];
  return {
    secrets: ids('secret', (options) => options.get('id') ?? nameOf(options)),
    ssh: ids('ssh', (options) => options.get('id') ?? 'default'),
  };
}

type Options = ReadonlyMap<string, string>;

function optionsOf(value: string): Options {
  const pairs = value.split(',').map((option) => /^\s*([^=]+)=?(.*)$/.exec(option) ?? []);
  return new Map(pairs.map(([, key = '', text = '']) => [key.toLowerCase(), text.replace(/^(["'])(.*)\1$/, '$2')]));
}

/** A secret without an id has the name of its file in the container. */
function nameOf(options: Options): string | undefined {
  const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
  return target && path.posix.basename(target);
}
