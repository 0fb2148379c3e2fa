import { createHash } from 'node:crypto';
import { sha256 } from './body.js';
import { blobPath, checkedDigest, checkedPath, manifestPath, uploadsPath } from './endpoints.js';
import { ifFound, RegistryError } from './errors.js';
import { resolveUrl } from './http.js';
import { pullScope, type RegistryClient } from './registryClient.js';

const chunkBytes = 8 * 1024 * 1024;
const octets = { 'content-type': 'application/octet-stream' };

const pushScope = (path: string): string => `repository:${path}:pull,push`;

/** Changes one registry. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push */
export class RegistryWriter {
  constructor(private readonly client: RegistryClient) {}

  /** By tag where the registry can (then only the tag goes); by digest with every tag that points at it. */
  async deleteManifest(path: string, reference: string, signal?: AbortSignal): Promise<void> {
    const scopes = [`repository:${path}:delete`, pullScope(path)];
    await this.done(manifestPath(path, reference), { method: 'DELETE', scopes }, signal);
  }

  /** Stores the very bytes under a tag or their digest, and makes sure that the registry read the same. */
  async putManifest(
    path: string,
    reference: string,
    { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string },
    signal?: AbortSignal,
  ): Promise<string> {
    const digest = sha256(bytes);
    const request = {
      method: 'PUT' as const,
      headers: { 'content-type': mediaType },
      body: bytes,
      scopes: [pushScope(path)],
    };
    const { headers } = await this.done(manifestPath(path, reference), request, signal);
    const stored = headers.get('docker-content-digest');
    if (stored && stored !== digest) throw new RegistryError('digestMismatch', `${digest} became ${stored}`);
    return digest;
  }

  async hasBlob(path: string, digest: string, signal?: AbortSignal): Promise<boolean> {
    const request = { method: 'HEAD' as const, scopes: [pushScope(path)] };
    return (await ifFound(this.done(blobPath(path, digest), request, signal))) !== undefined;
  }

  /** Takes a blob over from another repository of the registry; false where that cannot be done. */
  async mountBlob(path: string, digest: string, from: string, signal?: AbortSignal): Promise<boolean> {
    const query = new URLSearchParams({ mount: checkedDigest(digest), from: checkedPath(from) });
    const scopes = [pushScope(path), pullScope(from)];
    try {
      const { status, headers } = await this.done(`${uploadsPath(path)}?${query}`, { method: 'POST', scopes }, signal);
      if (status === 201) return true;
      await this.cancelUpload(path, headers.get('location'));
      return false;
    } catch (error) {
      if (RegistryError.is(error, 'unauthorized', 'denied', 'notFound', 'unsupported', 'rejected')) return false;
      throw error;
    }
  }

  /** Uploads a blob in chunks, verifying it on the way; nothing is stored when it is not what its digest says. */
  async uploadBlob(
    path: string,
    digest: string,
    chunks: AsyncIterable<Uint8Array>,
    onBytes: (count: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    if (!checkedDigest(digest).startsWith('sha256:')) throw new RegistryError('digestMismatch', digest);
    const started = await this.done(uploadsPath(path), { method: 'POST', scopes: [pushScope(path)] }, signal);
    let location = this.location(started.headers, started.url);
    const hash = createHash('sha256');
    let sent = 0;
    try {
      for await (const chunk of inPieces(chunks, pieceSize(started.headers))) {
        hash.update(chunk);
        const headers = { ...octets, 'content-range': `${sent}-${sent + chunk.byteLength - 1}` };
        const request = { method: 'PATCH' as const, headers, body: chunk, scopes: [pushScope(path)] };
        const answer = await this.done(location, request, signal);
        location = this.location(answer.headers, answer.url);
        sent += chunk.byteLength;
        onBytes(chunk.byteLength);
      }
      const actual = `sha256:${hash.digest('hex')}`;
      if (actual !== digest) throw new RegistryError('digestMismatch', `${digest} is ${actual}`);
      const final = location + (location.includes('?') ? '&' : '?') + new URLSearchParams({ digest });
      await this.done(final, { method: 'PUT', headers: octets, scopes: [pushScope(path)] }, signal);
    } catch (error) {
      await this.cancelUpload(path, location);
      throw error;
    }
  }

  /** An upload that is left open would be kept by the registry for days. */
  private async cancelUpload(path: string, location: string | null): Promise<void> {
    if (location === null) return;
    const base = await this.client.session.base();
    const target = resolveUrl(location, base);
    const request = { method: 'DELETE' as const, scopes: [pushScope(path)] };
    await this.done(target.pathname + target.search, request, AbortSignal.timeout(5000)).catch(() => {});
  }

  /** Where to go on, on the same host whatever scheme a proxy made the registry believe in. */
  private location(headers: Headers, from: URL): string {
    const target = resolveUrl(headers.get('location') ?? '', from);
    if (target.host !== from.host) throw new RegistryError('unsafe', `${target.origin} (upload)`);
    return target.pathname + target.search;
  }

  private async done(
    path: string,
    request: Parameters<RegistryClient['session']['request']>[1],
    signal?: AbortSignal,
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly url: URL }> {
    const { response, url } = await this.client.session.request(path, request, signal);
    await response.body?.cancel();
    return { status: response.status, headers: response.headers, url };
  }
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
