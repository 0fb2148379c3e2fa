import type { ContainerSpec } from '../engine/models.js';
import { variableName } from './envFile.js';
import { formatMount } from './mounts.js';
import { formatPort } from './ports.js';

/** The words of the `docker run` that makes the same container; environment values are left out, for they may be secrets. */
export function runCommand(spec: ContainerSpec): string[] {
  const [entrypoint, ...entrypointRest] = spec.entrypoint ?? [];
  return [
    'docker',
    'run',
    ...(spec.interactive ? ['-it'] : ['-d']),
    ...(spec.autoRemove ? ['--rm'] : []),
    ...option('--name', spec.name),
    ...(spec.ports ?? []).flatMap((port) => ['-p', formatPort(port)]),
    ...(spec.env ?? []).flatMap((entry) => ['-e', variableName(entry)]),
    ...(spec.mounts ?? []).flatMap((mount) => ['-v', formatMount(mount)]),
    ...Object.entries(spec.labels ?? {}).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
    ...option('--network', spec.network),
    ...option('-w', spec.workingDir),
    ...option('-u', spec.user),
    ...option('--platform', spec.platform),
    ...option('--entrypoint', entrypoint),
    spec.image,
    ...entrypointRest,
    ...(spec.command ?? []),
  ];
}

function option(flag: string, value: string | undefined): string[] {
  return value ? [flag, value] : [];
}
