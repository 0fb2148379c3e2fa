import { chunksOf } from './body.js';
import { blobPath } from './endpoints.js';
import { RegistryError } from './errors.js';
import { pullScope, type RegistryClient } from './registryClient.js';
import { pauseAfter } from './retry.js';

/**
 * A blob of any size, chunk by chunk; whoever stores it verifies it. One that breaks off goes on where it stopped, also
 * at registries that send it all again.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs (RFC 9110, range requests)
 */
export async function* blobChunks(
  client: RegistryClient,
  path: string,
  digest: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  for (let failures = 0; ; ) {
    try {
      for await (const chunk of chunksFrom(client, path, digest, received, signal)) {
        received += chunk.byteLength;
        failures = 0;
        yield chunk;
      }
      return;
    } catch (error) {
      if (received === 0) throw error;
      // Nothing is left: only the end of the answer was lost.
      if (RegistryError.is(error) && error.status === 416) return;
      failures += 1;
      await pauseAfter(failures, error, signal);
    }
  }
}

async function* chunksFrom(
  client: RegistryClient,
  path: string,
  digest: string,
  from: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const headers = from > 0 ? { range: `bytes=${from}-` } : {};
  const request = { headers, scopes: [pullScope(path)] };
  const { response } = await client.session.request(blobPath(path, digest), request, signal);
  let known = from - startOf(response);
  if (known < 0) {
    await response.body?.cancel();
    throw new RegistryError('badAnswer', `${client.session.host}: Content-Range`);
  }
  for await (const chunk of chunksOf(client.session.transport, response, signal)) {
    const news = chunk.subarray(Math.min(known, chunk.byteLength));
    known -= chunk.byteLength - news.byteLength;
    if (news.byteLength > 0) yield news;
  }
}

/** Where in the blob an answer begins: only 206 begins elsewhere than at the start. */
function startOf({ status, headers }: Response): number {
  if (status !== 206) return 0;
  return Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
}
