import { isIP } from 'node:net';

/** The host that image references name Docker Hub by. */
export const dockerHub = 'docker.io';

const dockerHubApiHost = 'registry-1.docker.io';
const dockerHubNames = new Set([dockerHub, 'index.docker.io', dockerHubApiHost, 'registry.hub.docker.com']);

/** The key under which Docker keeps the login to Docker Hub. Source: docker/cli `IndexServer`. */
const dockerHubConfigKey = 'https://index.docker.io/v1/';

/** What a person typed for a registry. */
export interface RegistryInput {
  /** As image references write it. */
  readonly host: string;
  /** Only when it was written. */
  readonly scheme?: Scheme;
  readonly username?: string;
  readonly password?: string;
  /** The path behind the host, without slashes at its ends; registries have none but `v2`. */
  readonly path: string;
}

export type Scheme = 'https' | 'http';

/** Reads `ghcr.io`, `https://registry.example.com/`, `http://localhost:5000/v2/`; undefined when it is none. */
export function parseRegistryInput(text: string): RegistryInput | undefined {
  const trimmed = text.trim();
  const scheme = /^(https?):\/\//i.exec(trimmed)?.[1]?.toLowerCase() as Scheme | undefined;
  if (trimmed === '' || /\s/.test(trimmed) || (!scheme && trimmed.includes('://'))) return undefined;
  let url: URL;
  try {
    url = new URL(scheme ? trimmed : `https://${trimmed}`);
  } catch {
    return undefined;
  }
  const isDefaultPort = scheme === 'http' ? /^http:\/\/[^/]*:80(\/|$)/i.test(trimmed) : /:443(\/|$)/.test(trimmed);
  const host = isDefaultPort ? `${url.hostname}:${scheme === 'http' ? 80 : 443}` : url.host;
  if (!host || !/^[a-z0-9.:[\]-]+$/.test(host)) return undefined;
  const path = url.pathname.replace(/^\/|\/$/g, '').replace(/^v[12]$/, '');
  return {
    host: canonicalHost(host),
    path,
    ...(scheme && { scheme }),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
  };
}

/** One name for all of Docker Hub's; lower case. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return dockerHubNames.has(lower) ? dockerHub : lower;
}

/** The host that answers the registry API for a reference's host. */
export function apiHost(host: string): string {
  return canonicalHost(host) === dockerHub ? dockerHubApiHost : host;
}

/** The key that Docker's config file, its credential helpers and `serveraddress` use for a host. */
export function configKey(host: string): string {
  return canonicalHost(host) === dockerHub ? dockerHubConfigKey : host;
}

/** The host behind a key of Docker's config file, which may be a URL with a path. */
export function hostOfConfigKey(key: string): string {
  const withoutScheme = key.replace(/^https?:\/\//i, '');
  return canonicalHost(withoutScheme.split('/')[0] ?? '');
}

/** True for names and addresses of this machine. */
export function isLoopback(hostname: string): boolean {
  const bare = unbracketed(hostname);
  if (bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1') return true;
  return isIP(bare) === 4 && bare.startsWith('127.');
}

/** True for addresses that only mean something inside a network or a machine: loopback, private, link-local, unspecified. */
export function isPrivateAddress(hostname: string): boolean {
  const bare = unbracketed(hostname);
  if (isLoopback(bare)) return true;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped) return isPrivateAddress(mapped);
  const translated = /^64:ff9b::([0-9a-f]{0,4}):?([0-9a-f]{0,4})$/.exec(bare);
  if (translated) return isPrivateV4(bytesOf(translated.slice(1)));
  if (isIP(bare) === 4) return isPrivateV4(bare.split('.').map(Number));
  return isIP(bare) === 6 && /^(::$|::ffff:|f[cd]|fe[89ab])/.test(bare);
}

/** The four bytes in the last two groups of an IPv6 address, by which NAT64 (RFC 6052) reaches IPv4. */
function bytesOf(groups: readonly string[]): number[] {
  const [high = 0, low = 0] = (groups[1] === '' ? ['0', ...groups] : groups).map((group) =>
    Number.parseInt(group || '0', 16),
  );
  return [high >> 8, high & 255, low >> 8, low & 255];
}

function isPrivateV4([a = 0, b = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127) return true;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 100) return b >= 64 && b <= 127;
  return (a === 192 && b === 168) || (a === 169 && b === 254);
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase();
}
