import { randomUUID } from 'node:crypto';
import { mapLimited } from '../base/async.js';
import { sha256 } from './body.js';
import { ifFound, RegistryError } from './errors.js';
import { mediaTypes } from './manifest.js';
import { isIndexType, partsOf } from './parts.js';
import type { RegistryProvider } from './provider.js';
import type { RegistryClient, StoredManifest } from './registryClient.js';
import { RegistryWriter } from './registryWriter.js';

/** What would go with a digest. */
export interface Siblings {
  readonly digest: string;
  /** Other tags on the same digest: they vanish with it. */
  readonly tags: readonly string[];
  /** Tags of indexes that hold the digest, at any depth: they would break. */
  readonly indexes: readonly string[];
}

export type Deletion = { readonly kind: 'deleted' } | { readonly kind: 'digestOnly'; readonly digest: string };

const atOnce = 6;

/** Takes a tag away if the registry can do that alone; `digestOnly` says that it cannot, and nothing was changed. */
export async function deleteTag(
  client: RegistryClient,
  provider: RegistryProvider,
  path: string,
  tag: string,
  signal?: AbortSignal,
): Promise<Deletion> {
  if (provider.untag) {
    await provider.untag(path, tag, signal);
    return { kind: 'deleted' };
  }
  if (!provider.deleteDigest && (await isDeletedByName(client, path, tag, signal))) return { kind: 'deleted' };
  return { kind: 'digestOnly', digest: (await client.head(path, tag, signal)).digest };
}

/** False where the registry takes digests only. */
async function isDeletedByName(client: RegistryClient, path: string, tag: string, signal?: AbortSignal) {
  try {
    await new RegistryWriter(client).deleteManifest(path, tag, signal);
    return true;
  } catch (error) {
    const isRefused = RegistryError.is(error, 'unsupported') || (RegistryError.is(error) && error.status === 400);
    if (!isRefused) throw error;
    return false;
  }
}

/** Deletes a digest in whatever way this registry has, without looking at what it is needed for. */
export async function deleteBlindly(
  client: RegistryClient,
  { deleteDigest: byVendor }: RegistryProvider,
  path: string,
  digest: string,
  signal?: AbortSignal,
): Promise<void> {
  if (byVendor) await byVendor(path, digest, signal);
  else await new RegistryWriter(client).deleteManifest(path, digest, signal);
}

/** Looks through every tag of the repository for those that the digest carries. */
export async function findSiblings(
  client: RegistryClient,
  path: string,
  tag: string,
  digest: string,
  onProgress: (checked: number) => void,
  signal?: AbortSignal,
): Promise<Siblings> {
  const tags: string[] = [];
  const indexes: string[] = [];
  let checked = 0;
  for await (const page of client.tags(path, signal)) {
    const others = page.filter((other) => other !== tag);
    const results = await mapLimited(others, atOnce, async (other) => {
      signal?.throwIfAborted();
      const relation = await relationOf(client, path, other, digest, signal);
      onProgress(++checked);
      return relation;
    });
    for (const [index, result] of results.entries()) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value === 'same') tags.push(others[index] ?? '');
      if (result.value === 'holds') indexes.push(others[index] ?? '');
    }
  }
  return { digest, tags, indexes };
}

async function relationOf(client: RegistryClient, path: string, tag: string, digest: string, signal?: AbortSignal) {
  const head = await ifFound(client.head(path, tag, signal));
  // A tag that is listed and gone holds nothing.
  if (!head) return 'gone';
  if (head.digest === digest) return 'same';
  const index = isIndexType(head.mediaType) && (await ifFound(client.manifest(path, head.digest, signal)));
  const parts = index ? await partsOf(client, path, index.manifest, signal) : [];
  return parts.some((part) => part.digest === digest) ? 'holds' : 'other';
}

/**
 * Deletes a digest with all its tags. Everything is looked at again: when the tag points elsewhere by now, or another
 * tag has come to the digest, it is `tagMoved`.
 */
export async function deleteDigest(
  client: RegistryClient,
  provider: RegistryProvider,
  path: string,
  tag: string,
  { digest, tags, indexes }: Siblings,
  signal?: AbortSignal,
): Promise<void> {
  const now = await client.head(path, tag, signal);
  if (now.digest !== digest) throw new RegistryError('tagMoved', `${tag} = ${now.digest}`);
  const again = await findSiblings(client, path, tag, digest, () => {}, signal);
  const known = new Set([...tags, ...indexes]);
  const newcomer = [...again.tags, ...again.indexes].find((other) => !known.has(other));
  if (newcomer !== undefined) throw new RegistryError('tagMoved', `${newcomer} = ${digest}`);
  await deleteBlindly(client, provider, path, digest, signal);
}

/**
 * Takes one tag away where only digests can be deleted: the tag is moved to a tiny manifest of its own, which is then
 * deleted. Other tags and indexes keep what they had. The way of https://github.com/regclient/regclient (`tag delete`).
 * Where nothing can be deleted it is `unsupported`, found out on a manifest without a tag. When anything goes wrong, or
 * is aborted, the tag is put back where it was. A tag that does not point at the digest any more is `tagMoved`.
 */
export async function deleteTagAlone(
  client: RegistryClient,
  path: string,
  tag: string,
  digest: string,
  signal?: AbortSignal,
): Promise<void> {
  const writer = new RegistryWriter(client);
  const original = await client.manifest(path, tag, signal);
  if (original.digest !== digest) throw new RegistryError('tagMoved', `${tag} = ${original.digest}`);
  const probe = await throwAway(writer, path, signal);
  await writer.deleteManifest(path, await writer.putManifest(path, sha256(probe.bytes), probe, signal), signal);
  const decoy = await throwAway(writer, path, signal);
  try {
    await writer.deleteManifest(path, await writer.putManifest(path, tag, decoy, signal), signal);
  } catch (error) {
    await putBack(client, path, tag, original);
    throw error;
  }
}

async function putBack(client: RegistryClient, path: string, tag: string, original: StoredManifest): Promise<void> {
  try {
    await new RegistryWriter(client).putManifest(path, tag, original);
  } catch (cause) {
    // The first step may have been refused, which leaves the tag as it was.
    const now = await client.head(path, tag).catch(() => undefined);
    if (now?.digest !== original.digest) throw new RegistryError('tagLost', `${tag} = ${original.digest}`, { cause });
  }
}

/** A manifest that nothing else in the repository has. */
async function throwAway(writer: RegistryWriter, path: string, signal?: AbortSignal) {
  const config = Buffer.from(JSON.stringify({ deleting: randomUUID() }));
  const digest = sha256(config);
  await writer.uploadBlob(path, digest, once(config), () => {}, signal);
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: config.length },
    layers: [],
  };
  return { bytes: Buffer.from(JSON.stringify(manifest)), mediaType: mediaTypes.ociManifest };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
