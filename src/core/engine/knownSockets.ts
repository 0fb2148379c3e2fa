import path from 'node:path';
import { userConfigFolder } from '../base/configFolders.js';
import type { Surroundings } from './surroundings.js';

/** A socket or pipe where a known product listens. */
export interface KnownSocket {
  /** `Docker Desktop`, `Colima (default)`. */
  readonly product: string;
  readonly path: string;
}

/** Where engines other than the default one listen on this machine, whether they are there or not. */
export async function knownSockets(surroundings: Surroundings): Promise<KnownSocket[]> {
  const sockets = surroundings.platform === 'win32' ? windowsPipes : await unixSockets(surroundings);
  return sockets.filter((socket) => socket.path !== surroundings.defaultSocket);
}

const windowsPipes: readonly KnownSocket[] = [
  { product: 'Docker Desktop', path: '//./pipe/dockerDesktopLinuxEngine' },
  { product: 'Docker Desktop (Windows containers)', path: '//./pipe/dockerDesktopWindowsEngine' },
  { product: 'Podman', path: '//./pipe/podman-machine-default' },
];

async function unixSockets(surroundings: Surroundings): Promise<KnownSocket[]> {
  const { env, home, platform } = surroundings;
  const inHome = (...parts: string[]) => path.posix.join(home, ...parts);
  const runtime = env['XDG_RUNTIME_DIR'];
  const colimaHomes = [
    env['COLIMA_HOME'],
    inHome('.colima'),
    path.posix.join(userConfigFolder(surroundings), 'colima'),
  ];
  const instances = await Promise.all([
    ...colimaHomes.map((folder) => instancesIn(surroundings, 'Colima', folder, 'docker.sock')),
    instancesIn(surroundings, 'Lima', env['LIMA_HOME'] || inHome('.lima'), 'sock/docker.sock'),
  ]);
  const sockets: (KnownSocket | undefined)[] = [
    runtime ? { product: 'Docker (rootless)', path: `${runtime}/docker.sock` } : undefined,
    { product: 'Docker Desktop', path: inHome('.docker', 'run', 'docker.sock') },
    { product: 'Docker Desktop', path: inHome('.docker', 'desktop', 'docker.sock') },
    platform === 'darwin' ? { product: 'OrbStack', path: inHome('.orbstack', 'run', 'docker.sock') } : undefined,
    ...instances.flat(),
    { product: 'Rancher Desktop', path: inHome('.rd', 'docker.sock') },
    runtime ? { product: 'Podman', path: `${runtime}/podman/podman.sock` } : undefined,
    { product: 'Podman', path: inHome('.local', 'share', 'containers', 'podman', 'machine', 'podman.sock') },
    platform === 'linux' ? { product: 'Podman (root)', path: '/run/podman/podman.sock' } : undefined,
  ];
  return sockets.filter((socket) => socket !== undefined);
}

async function instancesIn(
  surroundings: Surroundings,
  product: string,
  folder: string | undefined,
  socket: string,
): Promise<KnownSocket[]> {
  if (!folder) return [];
  const names = (await surroundings.readFolder(folder)).filter((name) => !/^[._]/.test(name));
  return names.map((name) => ({ product: `${product} (${name})`, path: path.posix.join(folder, name, socket) }));
}
