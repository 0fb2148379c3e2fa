import { isRecord } from '../base/record.js';
import { hostOfConfigKey } from './address.js';
import type { Credential } from './credential.js';
import { RegistryError } from './errors.js';

/** The logins of a `config.json` of the docker CLI, or of an `auth.json` of Podman. */
export interface DockerConfig {
  readonly entries: readonly ConfigEntry[];
  readonly credsStore?: string;
  /** Helper by host. */
  readonly credHelpers: ReadonlyMap<string, string>;
}

/** One key below `auths`. */
export interface ConfigEntry {
  /** As written: a host, or a URL with a path. */
  readonly key: string;
  readonly host: string;
  /** Absent where a helper keeps it, or where it cannot be read. */
  readonly credential?: Credential;
}

/** Reads the file's text; odd entries are left out, text that is no JSON object is `configUnreadable`. */
export function parseDockerConfig(text: string, file: string): DockerConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which holds secrets.
    throw new RegistryError('configUnreadable', file);
  }
  if (!isRecord(json)) throw new RegistryError('configUnreadable', file);
  const { auths, credsStore, credHelpers } = json;
  const helpers = Object.entries(isRecord(credHelpers) ? credHelpers : {}).flatMap(([key, name]) =>
    typeof name === 'string' && name !== '' ? [[hostOfConfigKey(key), name] as const] : [],
  );
  return {
    entries: Object.entries(isRecord(auths) ? auths : {}).map(([key, value]) => entry(key, value)),
    credHelpers: new Map(helpers),
    ...(typeof credsStore === 'string' && credsStore !== '' && { credsStore }),
  };
}

function entry(key: string, value: unknown): ConfigEntry {
  const credential = isRecord(value) ? credentialOf(value) : undefined;
  return { key, host: hostOfConfigKey(key), ...(credential && { credential }) };
}

/** Source: docker/cli cli/config/types/authconfig.go and configfile/file.go (decodeAuth). */
function credentialOf(value: Readonly<Record<string, unknown>>): Credential | undefined {
  const field = (name: string) => (typeof value[name] === 'string' ? (value[name] as string) : '');
  if (field('identitytoken')) return { kind: 'identityToken', token: field('identitytoken') };
  if (field('registrytoken')) return { kind: 'registryToken', token: field('registrytoken') };
  const decoded = Buffer.from(field('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  const [username, password] =
    colon > 0 ? [decoded.slice(0, colon), decoded.slice(colon + 1)] : [field('username'), field('password')];
  return username && password ? { kind: 'password', username, password } : undefined;
}

/** The entry for a host: the one whose key is the bare host before those with a path. */
export function entryFor(config: DockerConfig, host: string): ConfigEntry | undefined {
  const found = config.entries.filter((candidate) => candidate.host === host);
  return (
    found.find(
      ({ key }) =>
        !key
          .replace(/^https?:\/\//, '')
          .replace(/\/(v[12]\/?)?$/, '')
          .includes('/'),
    ) ?? found[0]
  );
}
