import { ifFound } from './errors.js';
import type { PlatformDescriptor } from './manifest.js';
import { fallbackTag, type RegistryClient } from './registryClient.js';

/** Tags beside an image in which cosign kept things before there were referrers. Source: https://docs.sigstore.dev/cosign/signing/other_types/ */
const cosignTags = { sig: 'cosign signature', att: 'cosign attestation', sbom: 'cosign SBOM' };

/** Something that is attached to an image. */
export interface Attachment extends PlatformDescriptor {
  /** The tag that holds it, for what is no referrer. */
  readonly tag?: string;
}

/** What is attached to an image, by the referrers API, its fallback tag and cosign's old tags. */
export async function readAttachments(
  client: RegistryClient,
  path: string,
  digest: string,
  signal?: AbortSignal,
): Promise<readonly Attachment[]> {
  const [referrers, ...old] = await Promise.all([
    client.referrers(path, digest, signal),
    ...Object.entries(cosignTags).map(async ([ending, artifactType]) => {
      const tag = `${fallbackTag(digest)}.${ending}`;
      const found = await ifFound(client.head(path, tag, signal));
      return found ? [{ ...found, tag, artifactType, annotations: {} }] : [];
    }),
  ]);
  return [...referrers, ...old.flat()];
}
