import { mapLimited } from '../base/async.js';
import { isDigest } from '../base/imageReference.js';
import { blobChunks } from './download.js';
import { ifFound, RegistryError } from './errors.js';
import type { Descriptor } from './manifest.js';
import { deepestIndex } from './parts.js';
import type { RegistryClient, StoredManifest } from './registryClient.js';
import { RegistryWriter } from './registryWriter.js';

/** One end of a copy. */
export interface CopyPlace {
  readonly client: RegistryClient;
  readonly path: string;
  /** A tag, or a digest at the source. */
  readonly reference: string;
}

export interface CopyProgress {
  readonly manifests: number;
  readonly blobs: number;
  /** Bytes that went over the wire. */
  readonly bytes: number;
  /** Parts that stay behind: layers that must not be copied, images that the source has lost. */
  readonly skipped: number;
}

const blobsAtOnce = 3;

/** Layers that registries must not hold, for licences' sake; they stay where their URLs say. */
const isForeign = ({ mediaType }: Descriptor) => /foreign|nondistributable/.test(mediaType);

/**
 * Copies an image with all its platforms from one place to another without an engine. The bytes of every manifest stay
 * as they are, so the digest does too; what the target has already is not sent. Resolves with the digest.
 */
export async function copyImage(
  from: CopyPlace,
  to: CopyPlace,
  onProgress: (progress: CopyProgress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const stored = await from.client.manifest(from.path, from.reference, signal);
  const copy = new Copy(from, to, onProgress, signal);
  await copy.contents(stored);
  await copy.put(stored, to.reference);
  const arrived = await to.client.head(to.path, to.reference, signal);
  if (arrived.digest !== stored.digest)
    throw new RegistryError('digestMismatch', `${to.reference}: ${stored.digest} ≠ ${arrived.digest}`);
  return stored.digest;
}

/** Gives an image another tag in its repository: one manifest is read and put again, nothing else moves. */
export async function retag(
  client: RegistryClient,
  path: string,
  reference: string,
  tag: string,
  signal?: AbortSignal,
): Promise<string> {
  const stored = await client.manifest(path, reference, signal);
  return new RegistryWriter(client).putManifest(path, tag, stored, signal);
}

class Copy {
  private readonly writer: RegistryWriter;
  private readonly done = new Set<string>();
  private progress: CopyProgress = { manifests: 0, blobs: 0, bytes: 0, skipped: 0 };

  constructor(
    private readonly from: CopyPlace,
    private readonly to: CopyPlace,
    private readonly onProgress: (progress: CopyProgress) => void,
    private readonly signal?: AbortSignal,
  ) {
    this.writer = new RegistryWriter(to.client);
  }

  /** Everything a manifest names, children first: registries refuse manifests whose parts they lack. */
  async contents({ manifest }: StoredManifest, depth = 0): Promise<void> {
    if (manifest.kind === 'image') return this.blobs([manifest.config, ...manifest.layers]);
    if (depth > deepestIndex) throw new RegistryError('badAnswer', String(deepestIndex), { flaw: 'tooDeep' });
    for (const { digest } of manifest.manifests) {
      if (this.done.has(digest)) continue;
      // Registries hold indexes whose children were deleted; the target decides whether it takes such an index.
      const child = await ifFound(this.from.client.manifest(this.from.path, digest, this.signal));
      if (!child) {
        this.count({ skipped: this.progress.skipped + 1 });
        continue;
      }
      await this.contents(child, depth + 1);
      await this.put(child, digest);
    }
  }

  async put(stored: StoredManifest, reference: string): Promise<void> {
    await this.writer.putManifest(this.to.path, reference, stored, this.signal);
    if (isDigest(reference)) this.done.add(reference);
    this.count({ manifests: this.progress.manifests + 1 });
  }

  private async blobs(blobs: readonly Descriptor[]): Promise<void> {
    const wanted = new Map(blobs.filter((blob) => !isForeign(blob)).map((blob) => [blob.digest, blob]));
    const foreign = blobs.filter(isForeign).length;
    if (foreign > 0) this.count({ skipped: this.progress.skipped + foreign });
    const failed = new AbortController();
    const signal = this.signal ? AbortSignal.any([this.signal, failed.signal]) : failed.signal;
    const failures: unknown[] = [];
    await mapLimited([...wanted.values()], blobsAtOnce, (blob) =>
      this.blob(blob, signal).catch((error: unknown) => {
        failures.push(error);
        failed.abort();
      }),
    );
    if (failures.length > 0) throw failures[0];
  }

  private async blob({ digest, size }: Descriptor, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.done.has(digest)) return;
    const { from, to, writer } = this;
    const isHere = await writer.hasBlob(to.path, digest, signal);
    const isSameHost = from.client.session.host === to.client.session.host;
    if (!isHere && !(isSameHost && (await writer.mountBlob(to.path, digest, from.path, signal)))) {
      const chunks = atMost(size, blobChunks(from.client, from.path, digest, signal), digest);
      await writer.uploadBlob(
        to.path,
        digest,
        chunks,
        (bytes) => this.count({ bytes: this.progress.bytes + bytes }),
        signal,
      );
    }
    this.done.add(digest);
    this.count({ blobs: this.progress.blobs + 1 });
  }

  private count(change: Partial<CopyProgress>): void {
    this.progress = { ...this.progress, ...change };
    this.onProgress(this.progress);
  }
}

/** Ends what is longer than its descriptor says, be it endless, before all of it went over the wire. */
async function* atMost(size: number, chunks: AsyncIterable<Uint8Array>, digest: string): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.byteLength;
    if (received > size) throw new RegistryError('digestMismatch', `${digest}: > ${size}`);
    yield chunk;
  }
}
