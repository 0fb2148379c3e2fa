import path from 'node:path';
import type { Surroundings } from '../surroundings.js';

/** A program of other people that Longshore can work beside. */
export interface FoundProgram {
  readonly name: 'docker' | 'docker compose' | 'docker buildx' | 'podman' | 'ssh';
  /** Undefined when it is not on PATH or in a plugin folder. */
  readonly path?: string;
}

/** Where the docker CLI looks for plugins. Source: https://github.com/docker/cli/blob/master/cli-plugins/manager */
const pluginFolders = [
  '/usr/local/lib/docker/cli-plugins',
  '/usr/local/libexec/docker/cli-plugins',
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
];

/** Looks for programs by their files; none is started. */
export async function findPrograms(surroundings: Surroundings, configFolder: string): Promise<FoundProgram[]> {
  const windows = surroundings.platform === 'win32';
  const file = (name: string) => (windows ? `${name}.exe` : name);
  const onPath = (surroundings.env['PATH'] ?? surroundings.env['Path'] ?? '').split(path.delimiter).filter(Boolean);
  const plugins = [path.join(configFolder, 'cli-plugins'), ...(windows ? [] : pluginFolders)];
  const find = async (
    name: FoundProgram['name'],
    program: string,
    folders: readonly string[],
  ): Promise<FoundProgram> => {
    for (const folder of folders) {
      const candidate = path.join(folder, file(program));
      if (await surroundings.exists(candidate)) return { name, path: candidate };
    }
    return { name };
  };
  return Promise.all([
    find('docker', 'docker', onPath),
    find('docker compose', 'docker-compose', plugins),
    find('docker buildx', 'docker-buildx', plugins),
    find('podman', 'podman', onPath),
    find('ssh', 'ssh', onPath),
  ]);
}
