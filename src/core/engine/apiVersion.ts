import { EngineError } from './errors.js';
import type { EngineVersion } from './models.js';
import { Row } from './row.js';
import type { Surroundings } from './surroundings.js';

/** The API versions whose shapes Longshore knows. */
export const oldestApiVersion = '1.41';
export const newestApiVersion = '1.51';

/** Orders `1.9` before `1.41`. */
export function compareApiVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/** What DOCKER_API_VERSION asks for, a `v` before it or not; throws `apiVersionPinned`. */
export function pinnedVersion({ env }: Pick<Surroundings, 'env'>): string | undefined {
  const text = env['DOCKER_API_VERSION'];
  if (!text) return undefined;
  const version = text.replace(/^v/, '');
  const isKnown = /^\d+\.\d+$/.test(version) && compareApiVersions(version, oldestApiVersion) >= 0;
  if (!isKnown) throw new EngineError('apiVersionPinned', text);
  return version;
}

/**
 * The version to use by the header of any answer, which names only the engine's newest; undefined where that does not
 * settle it. `GET /version` tells more but takes the engine long: it starts programs to ask for their versions.
 */
export function agreeByHeader(newest: string | string[] | undefined): string | undefined {
  if (typeof newest !== 'string' || !/^\d+\.\d+$/.test(newest)) return undefined;
  return compareApiVersions(newest, oldestApiVersion) < 0 ? undefined : older(newest, newestApiVersion);
}

/** Reads `GET /version` and agrees on a version; throws `notAnEngine`, `apiVersionUnsupported` or `apiVersionPinned`. */
export function readVersion(json: unknown, address: string, pinned?: string): EngineVersion {
  const row = new Row(json);
  const apiVersion = row.text('ApiVersion');
  if (!/^\d+\.\d+$/.test(apiVersion)) throw new EngineError('notAnEngine', address);
  const minApiVersion = row.text('MinAPIVersion') || apiVersion;
  const isPodman = row.list('Components').some((component) => new Row(component).text('Name') === 'Podman Engine');
  const os = row.text('Os');
  return {
    version: row.text('Version'),
    apiVersion,
    minApiVersion,
    negotiated: pinned ? agreePinned(pinned, apiVersion, minApiVersion) : negotiate(apiVersion, minApiVersion),
    os,
    arch: row.text('Arch'),
    kernel: row.text('KernelVersion'),
    product: isPodman ? 'podman' : 'docker',
    buildkit: !isPodman && os !== 'windows',
  };
}

function agreePinned(pinned: string, newest: string, oldest: string): string {
  if (compareApiVersions(pinned, newest) <= 0 && compareApiVersions(pinned, oldest) >= 0) return pinned;
  throw new EngineError('apiVersionPinned', pinned);
}

function older(a: string, b: string): string {
  return compareApiVersions(a, b) < 0 ? a : b;
}

function negotiate(newest: string, oldest: string): string {
  const agreed = older(newest, newestApiVersion);
  const fits = compareApiVersions(agreed, oldest) >= 0 && compareApiVersions(agreed, oldestApiVersion) >= 0;
  if (fits) return agreed;
  throw new EngineError('apiVersionUnsupported', `${oldest} – ${newest}`);
}
