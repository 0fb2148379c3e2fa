import { dockerConfigFolder } from '../../base/configFolders.js';
import { type Discovery, discover } from '../discovery.js';
import { type Endpoint, formatEndpoint } from '../endpoint.js';
import type { Engine } from '../engine.js';
import { EngineError } from '../errors.js';
import type { EngineVersion } from '../models.js';
import type { Surroundings } from '../surroundings.js';
import { type FoundProgram, findPrograms } from './programs.js';
import { type Identity, type SocketRights, socketRights } from './rights.js';

/** One endpoint that was asked for its version. */
export interface Attempt {
  /** Which product, for a socket that was not chosen; empty for the one that was. */
  readonly product: string;
  readonly endpoint: Endpoint;
  /** Milliseconds until the answer or the failure. */
  readonly took: number;
  readonly outcome: EngineVersion | EngineError;
}

/** All that the doctor found out. */
export interface Examination {
  readonly discovery: Discovery;
  /** Path of the other socket that the window uses in place of the default one. */
  readonly standIn?: string;
  /** The chosen endpoint first, then every other known socket that exists. */
  readonly attempts: readonly Attempt[];
  /** Of the chosen endpoint, where it is a unix socket. */
  readonly rights?: SocketRights;
  readonly programs: readonly FoundProgram[];
  readonly platform: NodeJS.Platform;
  readonly place: Place;
}

/** Where this process runs, which decides how its user gets new rights or starts a program. */
export interface Place {
  /** The editor's remote: `ssh-remote`, `wsl`, `dev-container`, ... */
  readonly remote?: string;
  readonly isWsl: boolean;
  /** Inside a snap or flatpak, which may hide sockets. */
  readonly sandbox?: 'snap' | 'flatpak';
  readonly hasSystemd: boolean;
  /** Programs that would start an engine, by their files. */
  readonly starters: readonly ('colima' | 'orbstack' | 'dockerDesktop')[];
}

export interface DoctorOptions {
  readonly surroundings: Surroundings;
  readonly setting: string;
  readonly createEngine: (endpoint: Endpoint) => Promise<Engine>;
  readonly identity: Identity | undefined;
  readonly remote: string | undefined;
  readonly standIn: string | undefined;
}

/** Goes through the whole chain from the settings to the engine's answer. */
export async function examine(options: DoctorOptions, signal?: AbortSignal): Promise<Examination> {
  const { surroundings, setting, identity, remote, standIn } = options;
  const discovery = await discover(surroundings, setting);
  const { endpoint } = discovery;
  const attempts = endpoint instanceof EngineError ? [] : [await attempt(options, '', endpoint, signal)];
  for (const { product, path } of discovery.others) {
    if (!(await surroundings.exists(path))) continue;
    attempts.push(await attempt(options, product, { kind: 'socket', path }, signal));
  }
  const isUnixSocket =
    !(endpoint instanceof EngineError) && endpoint.kind === 'socket' && surroundings.platform !== 'win32';
  const rights = identity && isUnixSocket ? await socketRights(surroundings, endpoint.path, identity) : undefined;
  return {
    discovery,
    attempts,
    programs: await findPrograms(surroundings, dockerConfigFolder(surroundings)),
    platform: surroundings.platform,
    place: await placeOf(surroundings, remote),
    ...(rights && { rights }),
    ...(standIn && { standIn }),
  };
}

/** What the chosen endpoint answered, or why there is none. */
export function outcomeOf({ discovery, attempts }: Examination): EngineVersion | EngineError {
  if (discovery.endpoint instanceof EngineError) return discovery.endpoint;
  return attempts[0]?.outcome ?? new EngineError('engineFailed', formatEndpoint(discovery.endpoint));
}

async function attempt(
  { createEngine }: DoctorOptions,
  product: string,
  endpoint: Endpoint,
  signal?: AbortSignal,
): Promise<Attempt> {
  const started = Date.now();
  const outcome = await versionOf(createEngine(endpoint), signal).catch((error: unknown) => {
    if (error instanceof EngineError) return error;
    throw error;
  });
  return { product, endpoint, outcome, took: Date.now() - started };
}

async function versionOf(opening: Promise<Engine>, signal?: AbortSignal): Promise<EngineVersion> {
  const engine = await opening;
  try {
    return await engine.version(signal);
  } finally {
    engine.dispose();
  }
}

async function placeOf(surroundings: Surroundings, remote: string | undefined): Promise<Place> {
  const { env, home, platform } = surroundings;
  const sandbox = env['FLATPAK_ID'] ? 'flatpak' : env['SNAP'] ? 'snap' : undefined;
  const startersHere = {
    colima: `${home}/.colima`,
    orbstack: '/Applications/OrbStack.app',
    dockerDesktop: '/Applications/Docker.app',
  };
  const found = await Promise.all(
    Object.entries(startersHere).map(async ([name, file]) => ((await surroundings.exists(file)) ? name : undefined)),
  );
  return {
    isWsl: platform === 'linux' && Boolean(env['WSL_DISTRO_NAME']),
    hasSystemd: await surroundings.exists('/run/systemd/system'),
    starters: found.filter((name) => name !== undefined) as Place['starters'],
    ...(remote && { remote }),
    ...(sandbox && { sandbox }),
  };
}
