import { ifFound, RegistryError } from './errors.js';
import { type Manifest, mediaTypes, type PlatformDescriptor } from './manifest.js';
import type { RegistryClient } from './registryClient.js';

/** Indexes inside indexes; honest ones need two. */
export const deepestIndex = 4;

/** True for what holds other manifests. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === mediaTypes.ociIndex || mediaType === mediaTypes.dockerList;
}

/** What an index holds, with what indexes inside it hold; a part that is not there is named all the same. */
export async function partsOf(
  client: RegistryClient,
  path: string,
  manifest: Manifest,
  signal?: AbortSignal,
  depth = 0,
): Promise<readonly PlatformDescriptor[]> {
  if (manifest.kind === 'image') return [];
  if (depth > deepestIndex) throw new RegistryError('badAnswer', String(deepestIndex), { flaw: 'tooDeep' });
  const inner: PlatformDescriptor[] = [];
  for (const { digest, mediaType } of manifest.manifests) {
    const child = isIndexType(mediaType) ? await ifFound(client.manifest(path, digest, signal)) : undefined;
    if (child) inner.push(...(await partsOf(client, path, child.manifest, signal, depth + 1)));
  }
  return [...manifest.manifests, ...inner];
}
