import { ifFound } from './errors.js';
import type { PlatformDescriptor } from './manifest.js';
import type { RegistryClient } from './registryClient.js';

/** Tags beside an image in which cosign kept things before there were referrers. Source: https://docs.sigstore.dev/cosign/signing/other_types/ */
const cosignTags = { sig: 'cosign signature', att: 'cosign attestation', sbom: 'cosign SBOM' };

/** What is attached to an image, by the referrers API, its fallback tag and cosign's old tags. */
export async function readAttachments(
  client: RegistryClient,
  path: string,
  digest: string,
  signal?: AbortSignal,
): Promise<readonly PlatformDescriptor[]> {
  const [referrers, ...old] = await Promise.all([
    client.referrers(path, digest, signal),
    ...Object.entries(cosignTags).map(async ([ending, artifactType]) => {
      const found = await ifFound(client.head(path, `${digest.replace(':', '-')}.${ending}`, signal));
      return found ? [{ ...found, artifactType, annotations: {} }] : [];
    }),
  ]);
  return [...referrers, ...old.flat()];
}
