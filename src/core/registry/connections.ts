import type { Scheme } from './address.js';
import type { Credential } from './credential.js';

/** A registry that a person has added. */
export interface Connection {
  /** As image references write it. */
  readonly host: string;
  /** Only where it was written; found out otherwise. */
  readonly scheme?: Scheme;
  readonly username?: string;
  /** True where Longshore put the login into the docker CLI's store, and takes it away again. */
  readonly loginInDocker?: boolean;
  /** Repositories named by hand, for registries that do not list theirs. */
  readonly repositories?: readonly string[];
}

/** Keeps what a person has added; secrets apart from the rest. */
export interface ConnectionStore {
  list(): readonly Connection[];
  credential(host: string): Promise<Credential | undefined>;
  /** Adds or replaces; an absent credential leaves the one that is kept. */
  save(connection: Connection, credential?: Credential): Promise<void>;
  remove(host: string): Promise<void>;
}
