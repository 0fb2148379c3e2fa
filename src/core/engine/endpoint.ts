import { bracketed } from '../base/bracketed.js';
import { EngineError } from './errors.js';
import type { Surroundings } from './surroundings.js';

/** How an engine is reached. */
export type Endpoint = SocketEndpoint | TcpEndpoint | SshEndpoint;

/** A unix socket or a Windows named pipe. */
export interface SocketEndpoint {
  readonly kind: 'socket';
  readonly path: string;
}

export interface TcpEndpoint {
  readonly kind: 'tcp';
  readonly host: string;
  readonly port: number;
  /** Stands before the path of every call: `/engine`. */
  readonly basePath?: string;
  readonly tls?: TlsMaterial;
}

/** PEM texts. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False accepts any certificate (`SkipTLSVerify` of a context). */
  readonly verify: boolean;
}

/** Reached by the system's ssh and `docker system dial-stdio` on the other side. */
export interface SshEndpoint {
  readonly kind: 'ssh';
  readonly user?: string;
  readonly host: string;
  readonly port?: number;
  /** Socket path on the other side, from the URL's path. */
  readonly socketPath?: string;
}

/** The address as people write it: `unix:///var/run/docker.sock`, `tcp://host:2376`, `ssh://me@host`. */
export function formatEndpoint(endpoint: Endpoint): string {
  if (endpoint.kind === 'tcp') return `tcp://${bracketed(endpoint.host)}:${endpoint.port}${endpoint.basePath ?? ''}`;
  if (endpoint.kind === 'ssh') {
    const { user, host, port, socketPath } = endpoint;
    return `ssh://${user ? `${user}@` : ''}${bracketed(host)}${port ? `:${port}` : ''}${socketPath ?? ''}`;
  }
  return isPipe(endpoint.path) ? `npipe://${endpoint.path.replaceAll('\\', '/')}` : `unix://${endpoint.path}`;
}

function isPipe(path: string): boolean {
  return /^(\\\\|\/\/)[.?][\\/]pipe[\\/]/.test(path);
}

/**
 * Reads an address as the docker CLI's `--host` does; `tls` is what tcp addresses get, and changes no port. Throws
 * `endpointInvalid`. Source: https://github.com/docker/cli/blob/master/opts/hosts.go
 */
export function parseEndpoint(
  address: string,
  { defaultSocket }: Pick<Surroundings, 'defaultSocket'>,
  tls?: TlsMaterial,
  defaultPort = 2375,
): Endpoint {
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/is.exec(address.trim()) ?? [];
  if (scheme === 'unix' || scheme === 'npipe') return { kind: 'socket', path: rest || defaultSocket };
  if (scheme === 'ssh') return parseSsh(address.trim());
  if (scheme === 'tcp') return { ...parseTcp(address, rest, defaultPort), ...(tls && { tls }) };
  throw new EngineError('endpointInvalid', address);
}

function parseTcp(address: string, rest: string, defaultPort: number): TcpEndpoint {
  const url = parseUrl(`tcp://${/^([:/]|$)/.test(rest) ? `localhost${rest}` : rest}`, address);
  if (url.username || url.search || url.hash) throw new EngineError('endpointInvalid', address);
  const basePath = url.pathname.replace(/\/+$/, '');
  return {
    kind: 'tcp',
    host: unbracketed(url.hostname),
    port: url.port ? Number(url.port) : defaultPort,
    ...(basePath && { basePath }),
  };
}

function parseSsh(address: string): SshEndpoint {
  const url = parseUrl(address, address);
  const user = decodeURIComponent(url.username);
  const host = unbracketed(url.hostname);
  if (url.password || url.search || url.hash || host === '' || host.startsWith('-') || user.startsWith('-'))
    throw new EngineError('endpointInvalid', address.replace(/:[^:@/]*@/, ':***@'));
  const socketPath = decodeURIComponent(url.pathname).replace(/\/$/, '');
  return {
    kind: 'ssh',
    host,
    ...(user && { user }),
    ...(url.port && { port: Number(url.port) }),
    ...(socketPath && { socketPath }),
  };
}

function parseUrl(text: string, address: string): URL {
  try {
    return new URL(text);
  } catch (error) {
    throw new EngineError('endpointInvalid', address, { cause: error });
  }
}

function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** True for an engine over a network that asks nobody who they are: whoever reaches its port owns that computer. */
export function isOpenToAll(endpoint: Endpoint): boolean {
  if (endpoint.kind !== 'tcp' || endpoint.tls) return false;
  return !/^(localhost$|127\.|::1$)/.test(endpoint.host);
}
