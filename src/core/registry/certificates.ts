import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { userConfigFolder } from '../base/configFolders.js';

/** What a registry's own authority signs with, and what we show it: PEM texts. */
export interface HostCertificates {
  readonly ca: readonly string[];
  readonly clients: readonly { readonly cert: string; readonly key: string }[];
}

/** Where Docker, rootless Docker, Docker Desktop and Podman look. Source: https://docs.docker.com/engine/security/certificates/ */
export function certificateFolders(
  platform: NodeJS.Platform,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (platform === 'win32')
    return [path.join(env['ProgramData'] ?? 'C:\\ProgramData', 'docker/certs.d'), path.join(home, '.docker/certs.d')];
  const config = userConfigFolder({ env, home });
  return [
    path.join(home, '.docker/certs.d'),
    path.join(config, 'docker/certs.d'),
    path.join(config, 'containers/certs.d'),
    '/etc/docker/certs.d',
    '/etc/containers/certs.d',
  ];
}

/** Reads a host's certificates from the first folder that has some; undefined where there are none. */
export async function readCertificates(
  folders: readonly string[],
  host: string,
  platform: NodeJS.Platform,
): Promise<HostCertificates | undefined> {
  for (const folder of folders) {
    // Folders of Windows have no colons; Docker leaves them out.
    const found = await readFolder(path.join(folder, platform === 'win32' ? host.replaceAll(':', '') : host));
    if (found) return found;
  }
  return undefined;
}

/** `*.crt` are authorities, `x.cert` and `x.key` a pair. What cannot be read is left out, as Docker would fail on it later. */
async function readFolder(folder: string): Promise<HostCertificates | undefined> {
  const names = await readdir(folder).catch((): string[] => []);
  const read = async (name: string) => (await readFile(path.join(folder, name), 'utf8').catch(() => undefined)) ?? '';
  const ca = await Promise.all(names.filter((name) => name.endsWith('.crt')).map(read));
  const pairs = names.filter((name) => name.endsWith('.cert') && names.includes(name.replace(/cert$/, 'key')));
  const clients = await Promise.all(
    pairs.map(async (name) => ({ cert: await read(name), key: await read(name.replace(/cert$/, 'key')) })),
  );
  const found = { ca: ca.filter(Boolean), clients: clients.filter(({ cert, key }) => cert && key) };
  return found.ca.length + found.clients.length > 0 ? found : undefined;
}
