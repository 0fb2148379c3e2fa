import { Verifier } from './body.js';
import { checkedDigest, uploadsPath } from './endpoints.js';
import { RegistryError } from './errors.js';
import { resolveUrl } from './http.js';
import { pushScope, type RegistryClient } from './registryClient.js';
import { pauseAfter } from './retry.js';
import type { RegistryRequest } from './session.js';

const chunkBytes = 8 * 1024 * 1024;
const octets = { 'content-type': 'application/octet-stream' };
const cancelTimeout = 5000;

/**
 * One blob on its way into a registry, piece by piece. A piece that breaks off goes on where the registry says that it
 * stopped. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-a-blob-in-chunks
 */
export class BlobUpload {
  private sent = 0;

  private constructor(
    private readonly client: RegistryClient,
    private readonly path: string,
    private readonly digest: string,
    private readonly verifier: Verifier,
    /** Path and query of the next request. */
    private location: string,
    private readonly pieceBytes: number,
    private readonly signal: AbortSignal | undefined,
  ) {}

  static async start(client: RegistryClient, path: string, digest: string, signal?: AbortSignal): Promise<BlobUpload> {
    const verifier = new Verifier(checkedDigest(digest));
    const request = { method: 'POST' as const, scopes: [pushScope(path)] };
    const { response, url } = await client.session.request(uploadsPath(path), request, signal);
    await response.body?.cancel();
    return new BlobUpload(
      client,
      path,
      digest,
      verifier,
      locationOf(response, url),
      pieceSize(response.headers),
      signal,
    );
  }

  /** Sends all of it; what is not what the digest says is thrown away. */
  async send(chunks: AsyncIterable<Uint8Array>, onBytes: (count: number) => void): Promise<void> {
    try {
      for await (const piece of inPieces(chunks, this.pieceBytes)) {
        this.verifier.update(piece);
        await this.piece(piece);
        onBytes(piece.byteLength);
      }
      this.verifier.end();
      await this.finish();
    } catch (error) {
      await cancelUpload(this.client, this.path, this.location);
      throw error;
    }
  }

  private async piece(piece: Uint8Array): Promise<void> {
    const end = this.sent + piece.byteLength;
    await this.patiently(
      async () => {
        const rest = piece.subarray(piece.byteLength - (end - this.sent));
        const headers = { ...octets, 'content-range': `${this.sent}-${end - 1}` };
        const response = await this.request(this.location, { method: 'PATCH', headers, body: rest });
        this.sent = end;
        await response.body?.cancel();
      },
      async () => {
        const received = await this.received();
        // Before or behind this piece nothing can be sent again.
        if (received < this.sent || received > end) return 'hopeless';
        this.sent = received;
        return received === end ? 'done' : 'again';
      },
    );
  }

  private finish(): Promise<void> {
    const final =
      this.location + (this.location.includes('?') ? '&' : '?') + new URLSearchParams({ digest: this.digest });
    return this.patiently(
      async () => void (await (await this.request(final, { method: 'PUT', headers: octets })).body?.cancel()),
      async () => 'again',
    );
  }

  /** Tries a few times while the registry or the way to it fails; `look` finds out what became of a failed attempt. */
  private async patiently(
    attempt: () => Promise<void>,
    look: () => Promise<'again' | 'done' | 'hopeless'>,
  ): Promise<void> {
    for (let count = 1; ; count += 1) {
      try {
        return await attempt();
      } catch (error) {
        await pauseAfter(count, error, this.signal);
        const found = await look();
        if (found === 'done') return;
        if (found === 'hopeless') throw error;
      }
    }
  }

  /** Bytes that the registry has. It writes `0-0`, or nothing, for none and for one; one alone does not happen. */
  private async received(): Promise<number> {
    const response = await this.request(this.location, { method: 'GET' });
    await response.body?.cancel();
    const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(response.headers.get('range') ?? '')?.[1] ?? 0);
    return last === 0 ? 0 : last + 1;
  }

  private async request(path: string, request: Omit<RegistryRequest, 'scopes'>): Promise<Response> {
    const scopes = [pushScope(this.path)];
    const { response, url } = await this.client.session.request(path, { ...request, scopes }, this.signal);
    if (response.headers.has('location') && request.method !== 'PUT') this.location = locationOf(response, url);
    return response;
  }
}

/** Ends an upload that was begun: one that is left open would be kept by the registry for days. */
export async function cancelUpload(client: RegistryClient, path: string, location: string | null): Promise<void> {
  if (location === null) return;
  try {
    const target = resolveUrl(location, await client.session.base());
    const request = { method: 'DELETE' as const, scopes: [pushScope(path)] };
    const signal = AbortSignal.timeout(cancelTimeout);
    const { response } = await client.session.request(target.pathname + target.search, request, signal);
    await response.body?.cancel();
  } catch {
    // The registry clears it away later.
  }
}

/** Where to go on, on the same host whatever scheme a proxy made the registry believe in. */
function locationOf({ headers }: Response, from: URL): string {
  const target = resolveUrl(headers.get('location') ?? '', from);
  if (target.host !== from.host) throw new RegistryError('unsafe', target.origin, { flaw: 'uploadElsewhere' });
  return target.pathname + target.search;
}

function pieceSize(headers: Headers): number {
  const least = Number(headers.get('oci-chunk-min-length') ?? 0);
  return Number.isFinite(least) && least < 16 * chunkBytes ? Math.max(chunkBytes, least) : chunkBytes;
}

/** Joins chunks to pieces of this size; only the last is smaller. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.byteLength; ) {
      const part = chunk.subarray(at, at + size - length);
      held.push(part);
      length += part.byteLength;
      at += part.byteLength;
      if (length < size) continue;
      yield Buffer.concat(held);
      held = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(held);
}
