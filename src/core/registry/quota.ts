import { dockerHub } from './address.js';
import type { RegistryClient } from './registryClient.js';

/** A pull limit as the registry reports it. Source: https://docs.docker.com/docker-hub/usage/pulls/ */
export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds of the window that the numbers are about. */
  readonly window?: number;
  /** An address or a user's id. */
  readonly source?: string;
}

/** Reads `ratelimit-limit: 100;w=21600` and its siblings; undefined where the registry reports no limit. */
export function quotaOf(headers: Headers): Quota | undefined {
  const limit = countAndWindow(headers.get('ratelimit-limit'));
  const remaining = countAndWindow(headers.get('ratelimit-remaining'));
  if (!limit || !remaining) return undefined;
  const window = limit.window ?? remaining.window;
  const source = headers.get('docker-ratelimit-source');
  return {
    limit: limit.count,
    remaining: remaining.count,
    ...(window !== undefined && { window }),
    ...(source && { source }),
  };
}

function countAndWindow(header: string | null): { count: number; window?: number } | undefined {
  const match = /^\s*(\d+)(?:\s*;\s*w=(\d+))?/.exec(header ?? '');
  if (!match) return undefined;
  return { count: Number(match[1]), ...(match[2] !== undefined && { window: Number(match[2]) }) };
}

/** Asks Docker Hub for its limit, which costs no pull; of other registries what they last said by themselves. */
export async function readQuota(client: RegistryClient, signal?: AbortSignal): Promise<Quota | undefined> {
  const { session } = client;
  if (session.host === dockerHub) await client.head('ratelimitpreview/test', 'latest', signal);
  return session.quota;
}
