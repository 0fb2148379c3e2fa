import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dockerConfigFolder, userConfigFolder } from '../base/configFolders.js';
import { isAbort } from '../base/errors.js';
import { configKey, hostOfConfigKey } from './address.js';
import { type Credential, usernameOf } from './credential.js';
import { getFromHelper, type HelperRunner, listFromHelper } from './credentialHelper.js';
import { type DockerConfig, entryFor, parseDockerConfig } from './dockerConfig.js';
import { RegistryError } from './errors.js';

/** A login found in somebody else's files. */
export interface FoundLogin {
  readonly host: string;
  readonly username?: string;
  readonly source: 'docker' | 'podman';
}

export interface FoundCredential {
  readonly credential?: Credential;
  readonly source?: 'docker' | 'podman';
  /** Why nothing more could be found: a helper that failed, a file that cannot be read. */
  readonly problem?: RegistryError;
}

interface ConfigFile {
  readonly source: 'docker' | 'podman';
  readonly config: DockerConfig;
}

/** Milliseconds. */
const longestList = 5000;

/**
 * The logins of the docker CLI and of Podman, read anew at every call and never written.
 * Order: `DOCKER_AUTH_CONFIG`, then per file the host's helper, the store, what stands in the file.
 */
export class DockerLogins {
  /** A view waits for the list, and nobody needs to be asked for it. */
  private readonly lister: HelperRunner;

  constructor(private readonly runner: HelperRunner) {
    this.lister = { ...runner, timeout: Math.min(runner.timeout, longestList) };
  }

  /** The login for a host. A helper that is missing or fails is told, and is no reason to stop. */
  async find(host: string, signal?: AbortSignal): Promise<FoundCredential> {
    const { files, problems } = await this.read();
    for (const { source, config } of files) {
      try {
        const credential = await this.findIn(config, host, signal);
        if (credential) return { credential, source };
      } catch (error) {
        if (isAbort(error) || !RegistryError.is(error)) throw error;
        problems.push(error);
      }
      const inline = entryFor(config, host)?.credential;
      if (inline) return { credential: inline, source };
    }
    const [problem] = problems;
    return problem ? { problem } : {};
  }

  /** Every host with a login, asked of files and of the stores that can list; problems are told beside them. */
  async list(signal?: AbortSignal): Promise<{ logins: readonly FoundLogin[]; problems: readonly RegistryError[] }> {
    const { files, problems } = await this.read();
    const logins = new Map<string, FoundLogin>();
    const add = (host: string, source: FoundLogin['source'], username?: string) => {
      if (host === '' || logins.get(host)?.username) return;
      logins.set(host, { host, source, ...(username && username !== '<token>' && { username }) });
    };
    for (const { source, config } of files) {
      for (const { host, credential } of config.entries)
        if (credential || config.credsStore || config.credHelpers.has(host)) add(host, source, usernameOf(credential));
      for (const host of config.credHelpers.keys()) add(host, source);
      if (!config.credsStore) continue;
      try {
        const listed = await listFromHelper(this.lister, config.credsStore, signal);
        for (const [server, username] of listed)
          if (isRegistryKey(server)) add(hostOfConfigKey(server), source, username);
      } catch (error) {
        if (isAbort(error) || !RegistryError.is(error)) throw error;
        problems.push(error);
      }
    }
    return { logins: [...logins.values()], problems };
  }

  private findIn(config: DockerConfig, host: string, signal?: AbortSignal): Promise<Credential | undefined> {
    const helper = config.credHelpers.get(host) ?? config.credsStore;
    const server = entryFor(config, host)?.key ?? configKey(host);
    return helper ? getFromHelper(this.runner, helper, server, signal) : Promise.resolve(undefined);
  }

  private async read(): Promise<{ files: ConfigFile[]; problems: RegistryError[] }> {
    const { env } = this.runner;
    const files: ConfigFile[] = [];
    const problems: RegistryError[] = [];
    const add = (source: ConfigFile['source'], text: string, name: string) => {
      try {
        files.push({ source, config: parseDockerConfig(text, name) });
      } catch (error) {
        if (!RegistryError.is(error)) throw error;
        problems.push(error);
      }
    };
    const fromEnvironment = env['DOCKER_AUTH_CONFIG'];
    if (fromEnvironment) add('docker', authsOnly(fromEnvironment), 'DOCKER_AUTH_CONFIG');
    for (const [source, file] of this.paths()) {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR')
          problems.push(new RegistryError('configUnreadable', `${file} (${error.code})`));
        return undefined;
      });
      if (text !== undefined && text.trim() !== '') add(source, text, file);
    }
    return { files, problems };
  }

  private paths(): [ConfigFile['source'], string][] {
    const { env } = this.runner;
    const runtime = env['XDG_RUNTIME_DIR'];
    const podman = env['REGISTRY_AUTH_FILE']
      ? [env['REGISTRY_AUTH_FILE']]
      : [
          ...(runtime ? [path.join(runtime, 'containers/auth.json')] : []),
          path.join(userConfigFolder(this.runner), 'containers/auth.json'),
        ];
    return [
      ['docker', path.join(dockerConfigFolder(this.runner), 'config.json')],
      ...podman.map((file) => ['podman', file] as [ConfigFile['source'], string]),
    ];
  }
}

/** The variable holds `auths` and nothing that could start a program. */
function authsOnly(text: string): string {
  try {
    const { auths } = JSON.parse(text) as { auths?: unknown };
    return JSON.stringify({ auths });
  } catch {
    return text;
  }
}

/** Stores hold other keys too: Docker Desktop keeps `https://index.docker.io/v1/access-token` there. */
function isRegistryKey(server: string): boolean {
  return !/\/(access-token|refresh-token)$/.test(server) && /^(https?:\/\/)?[\w.-]+(:\d+)?(\/|$)/.test(server);
}
