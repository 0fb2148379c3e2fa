import { isDigest } from '../base/imageReference.js';
import { sha256 } from './body.js';
import { blobPath, checkedDigest, checkedPath, manifestPath, uploadsPath } from './endpoints.js';
import { ifFound, RegistryError } from './errors.js';
import { pullScope, pushScope, type RegistryClient } from './registryClient.js';
import { BlobUpload, cancelUpload } from './upload.js';

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
    const stored = headers.get('docker-content-digest') ?? '';
    if (isDigest(stored) && stored !== digest) throw new RegistryError('digestMismatch', `${digest} ≠ ${stored}`);
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
      await cancelUpload(this.client, path, headers.get('location'));
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
    const upload = await BlobUpload.start(this.client, path, digest, signal);
    await upload.send(chunks, onBytes);
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
