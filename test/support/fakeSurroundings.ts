import { createHash } from 'node:crypto';
import path from 'node:path';
import { defaultSocket, type Surroundings } from '../../src/core/engine/surroundings.js';

export interface FakeMachine {
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: NodeJS.Platform;
  /** Texts by path; a socket is a file with any text. */
  readonly files?: Readonly<Record<string, string>>;
  /** What programs print, by command line. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** A machine made of a table of files; the home is `/home/me`. */
export function fakeSurroundings({
  env = {},
  platform = 'linux',
  files = {},
  programs = {},
}: FakeMachine): Surroundings {
  const names = (folder: string) =>
    Object.keys(files)
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => file.slice(folder.length + 1).split('/')[0] ?? '');
  return {
    env,
    home: '/home/me',
    platform,
    defaultSocket: defaultSocket(platform),
    readFile: async (file) => files[file],
    readFolder: async (folder) => [...new Set(names(folder))],
    exists: async (file) => file in files,
    run: async (program, args) => programs[[program, ...args].join(' ')],
  };
}

/** The files of a context in a CLI's store; without `docker` it has an endpoint for other programs only. */
export function contextFiles(
  name: string,
  docker: Readonly<Record<string, unknown>> | undefined,
  tls: Readonly<Record<string, string>> = {},
  folder = '/home/me/.docker',
): Record<string, string> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = { Name: name, Metadata: { Description: `about ${name}` }, Endpoints: docker ? { docker } : {} };
  const pems = Object.entries(tls).map(([file, text]) => [
    path.posix.join(folder, 'contexts/tls', id, 'docker', file),
    text,
  ]);
  return { [`${folder}/contexts/meta/${id}/meta.json`]: JSON.stringify(meta), ...Object.fromEntries(pems) };
}
