import type { RegistryAuth } from '../engine/models.js';
import { configKey } from './address.js';
import type { Credential } from './credential.js';

/** The logins a person has, wherever they are kept: Longshore's own, then those of the docker CLI and Podman. */
export interface RegistryLogins {
  /**
   * The login for a registry as the engine takes it; undefined without one, so that the call goes on anonymously.
   * @param host as `parseImageReference` gives it: `docker.io`, `ghcr.io`, `localhost:5000`
   */
  authFor(host: string, signal?: AbortSignal): Promise<RegistryAuth | undefined>;
  /** Hosts that a login or a connection is known for, `docker.io` always among them; asks no registry. */
  hosts(signal?: AbortSignal): Promise<readonly KnownRegistry[]>;
}

/** A registry that a person can pull from or push to. */
export interface KnownRegistry {
  readonly host: string;
  /** Absent where nobody is logged in or the name is not known (identity tokens). */
  readonly username?: string;
  /** `connected` in Longshore, `docker` and `podman` found in their files, `public` without a login. */
  readonly source: 'connected' | 'docker' | 'podman' | 'public';
}

/** The shape that the engine takes; it has none for ready-made bearer tokens. */
export function toRegistryAuth(host: string, credential: Credential): RegistryAuth | undefined {
  const serveraddress = configKey(host);
  if (credential.kind === 'password')
    return { username: credential.username, password: credential.password, serveraddress };
  return credential.kind === 'identityToken' ? { identitytoken: credential.token, serveraddress } : undefined;
}
