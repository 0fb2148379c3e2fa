import { createHash } from 'node:crypto';
import path from 'node:path';
import { dockerConfigFolder } from '../base/configFolders.js';
import { type Endpoint, formatEndpoint, parseEndpoint, type TlsMaterial } from './endpoint.js';
import { EngineError } from './errors.js';
import { Row } from './row.js';
import type { Surroundings } from './surroundings.js';

/** A named engine of the docker CLI's context store. */
export interface DockerContext {
  readonly name: string;
  readonly description: string;
  /** As it is written in the store, or the default socket; undefined where it has an endpoint for other programs only. */
  readonly host: string | undefined;
}

/** The context that stands for DOCKER_HOST or the default socket; it is not in the store. */
export const defaultContext = 'default';

/** Context names hold no colon or slash, which tells them from addresses. */
export function isContextName(text: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.+-]*$/.test(text);
}

/** `currentContext` of config.json; empty when none is set. */
export async function currentContext(surroundings: Surroundings): Promise<string> {
  return (await cliConfig(surroundings)).text('currentContext');
}

/**
 * `HttpHeaders` of config.json, which go with every call to an engine and to nobody else.
 * Source: https://docs.docker.com/reference/cli/docker/#custom-http-headers
 */
export async function engineHeaders(surroundings: Surroundings): Promise<Readonly<Record<string, string>>> {
  return (await cliConfig(surroundings)).textRecord('HttpHeaders');
}

/** A config that is no JSON counts as none, as for the CLI. */
async function cliConfig(surroundings: Surroundings): Promise<Row> {
  const text = await surroundings.readFile(path.join(dockerConfigFolder(surroundings), 'config.json'));
  return new Row(text === undefined ? {} : parseJson(text));
}

/** Every context of the store, by name. */
export async function listContexts(surroundings: Surroundings): Promise<DockerContext[]> {
  const folder = path.join(dockerConfigFolder(surroundings), 'contexts', 'meta');
  const names = await surroundings.readFolder(folder);
  const found = await Promise.all(
    names.map(async (name) => {
      const text = await surroundings.readFile(path.join(folder, name, 'meta.json'));
      return text === undefined ? undefined : contextOf(parseJson(text), surroundings);
    }),
  );
  const contexts = found.filter((context) => context !== undefined).filter(({ name }) => name !== '');
  return contexts.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The ports of contexts whose address has none: unlike `--host`, the CLI reads these as web addresses. */
const plainPort = 80;
const tlsPort = 443;

/** The endpoint of a context with its TLS material; throws `contextMissing`, `contextIncomplete` or `endpointInvalid`. */
export async function contextEndpoint(surroundings: Surroundings, name: string): Promise<Endpoint> {
  const folder = path.join(dockerConfigFolder(surroundings), 'contexts');
  const id = createHash('sha256').update(name).digest('hex');
  const text = await surroundings.readFile(path.join(folder, 'meta', id, 'meta.json'));
  if (text === undefined) throw new EngineError('contextMissing', name);
  const docker = dockerOf(parseJson(text));
  if (!docker) throw new EngineError('contextIncomplete', name);
  const skipVerify = docker.optionalFlag('SkipTLSVerify') ?? false;
  const tls = await readTls(surroundings, path.join(folder, 'tls', id, 'docker'), !skipVerify);
  const hasTls = skipVerify || tls.ca !== undefined || tls.cert !== undefined;
  const host = docker.text('Host') || 'unix://';
  return hasTls
    ? parseEndpoint(host, surroundings, tls, tlsPort)
    : parseEndpoint(host, surroundings, undefined, plainPort);
}

/** `ca.pem`, `cert.pem` and `key.pem` of a folder, those that are there. */
export async function readTls(surroundings: Surroundings, folder: string, verify: boolean): Promise<TlsMaterial> {
  const read = (name: string) => surroundings.readFile(path.join(folder, name));
  const [ca, cert, key] = await Promise.all([read('ca.pem'), read('cert.pem'), read('key.pem')]);
  return { verify, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function contextOf(json: unknown, { defaultSocket }: Surroundings): DockerContext {
  const row = new Row(json);
  const docker = dockerOf(json);
  return {
    name: row.text('Name'),
    description: new Row(row.record('Metadata')).text('Description'),
    host: docker && (docker.text('Host') || formatEndpoint({ kind: 'socket', path: defaultSocket })),
  };
}

function dockerOf(json: unknown): Row | undefined {
  const { docker } = new Row(json).record('Endpoints');
  return docker === undefined ? undefined : new Row(docker);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
