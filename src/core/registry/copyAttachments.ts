import { type Attachment, readAttachments } from './attachments.js';
import { type CopyPlace, copyImage } from './copy.js';
import { mediaTypes, type PlatformDescriptor } from './manifest.js';
import { partsOf } from './parts.js';
import { fallbackTag, type RegistryClient } from './registryClient.js';
import { RegistryWriter } from './registryWriter.js';

/** What is attached to one digest. */
export interface Attached {
  readonly subject: string;
  readonly attachments: readonly Attachment[];
}

/** What is attached to an image and to each of its platforms: signatures, SBOMs, attestations. */
export async function findAttached(
  client: RegistryClient,
  path: string,
  reference: string,
  signal?: AbortSignal,
): Promise<readonly Attached[]> {
  const { digest, manifest } = await client.manifest(path, reference, signal);
  const parts = await partsOf(client, path, manifest, signal);
  const found: Attached[] = [];
  for (const subject of new Set([digest, ...parts.map((part) => part.digest)])) {
    const attachments = await readAttachments(client, path, subject, signal);
    if (attachments.length > 0) found.push({ subject, attachments });
  }
  return found;
}

/** Copies them after their image; where the target knows no referrers, it gets the list that stands in for them. */
export async function copyAttached(
  from: CopyPlace,
  to: CopyPlace,
  attached: readonly Attached[],
  signal?: AbortSignal,
): Promise<void> {
  for (const { subject, attachments } of attached) {
    for (const { digest, tag } of attachments) {
      const reference = tag ?? digest;
      await copyImage({ ...from, reference: digest }, { ...to, reference }, () => {}, signal);
    }
    await list(
      to,
      subject,
      attachments.filter(({ tag }) => tag === undefined),
      signal,
    );
  }
}

/** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject */
async function list(
  { client, path }: CopyPlace,
  subject: string,
  referrers: readonly Attachment[],
  signal?: AbortSignal,
): Promise<void> {
  const listed = await client.referrers(path, subject, signal);
  const missing = referrers.filter(({ digest }) => !listed.some((one) => one.digest === digest));
  if (missing.length === 0) return;
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [...listed, ...missing].map(asDescriptor),
  };
  const bytes = Buffer.from(JSON.stringify(index));
  const stored = { bytes, mediaType: mediaTypes.ociIndex };
  await new RegistryWriter(client).putManifest(path, fallbackTag(subject), stored, signal);
}

function asDescriptor({ mediaType, digest, size, artifactType, annotations }: PlatformDescriptor) {
  return { mediaType, digest, size, ...(artifactType && { artifactType }), annotations };
}
