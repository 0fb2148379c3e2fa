import path from 'node:path';
import type { BuildOptions } from './transport.js';

/** The words of the `docker build` that does the same. */
export function buildCommandLine(options: BuildOptions): string[] {
  const pairs = (flag: string, values: Readonly<Record<string, string>> = {}) =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  const usual = path.join(options.contextDir, 'Dockerfile') === options.dockerfile;
  return [
    'docker',
    'build',
    ...options.tags.flatMap((tag) => ['-t', tag]),
    ...(usual ? [] : ['-f', options.dockerfile]),
    ...(options.target ? ['--target', options.target] : []),
    ...pairs('--build-arg', options.buildArgs),
    ...pairs('--label', options.labels),
    ...Object.entries(options.secrets ?? {}).flatMap(([id, file]) => ['--secret', `id=${id},src=${file}`]),
    ...Object.keys(options.ssh ?? {}).flatMap((id) => ['--ssh', id]),
    ...(options.platform ? ['--platform', options.platform] : []),
    ...(options.noCache ? ['--no-cache'] : []),
    ...(options.pull ? ['--pull'] : []),
    options.contextDir,
  ];
}
