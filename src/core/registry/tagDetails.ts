import { ifFound } from './errors.js';
import {
  compressedSize,
  type Descriptor,
  type ImageConfig,
  isContainerImage,
  type PlatformDescriptor,
  parseImageConfig,
} from './manifest.js';
import type { RegistryClient, StoredManifest } from './registryClient.js';
import { parseJson } from './responses.js';
import type { TagFacts } from './summaries.js';

const mostConfigBytes = 4 * 1024 * 1024;

/** What a tag or digest points at. */
export interface TagDetails {
  readonly digest: string;
  readonly mediaType: string;
  /** The images of an index; empty where the tag is one image. */
  readonly platforms: readonly PlatformDescriptor[];
  /** Attestations that BuildKit put into the index. */
  readonly attestations: readonly PlatformDescriptor[];
  /** The one image, or of an index the one that suits this machine best. */
  readonly image?: ImageDetails;
  /** What it is when it is no container image: a chart, a module, an SBOM. */
  readonly artifactType?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface ImageDetails {
  readonly digest: string;
  readonly platform: string;
  /** Compressed bytes. */
  readonly size: number;
  readonly config: ImageConfig;
  readonly layers: readonly Descriptor[];
}

/**
 * Reads what a reference points at, in at most three requests. Parts that the registry lost are left out: only the
 * manifest of the reference itself can be `notFound`.
 * @param platform the one to prefer, `linux/arm64`
 */
export async function readTagDetails(
  client: RegistryClient,
  path: string,
  reference: string,
  platform: string,
  signal?: AbortSignal,
): Promise<TagDetails> {
  return detailsOf(client, path, await client.manifest(path, reference, signal), platform, signal);
}

/** The same of a manifest that was read already. */
export async function detailsOf(
  client: RegistryClient,
  path: string,
  stored: StoredManifest,
  platform: string,
  signal?: AbortSignal,
): Promise<TagDetails> {
  const { digest, mediaType, manifest } = stored;
  const { annotations } = manifest;
  if (manifest.kind === 'image') return { ...(await ofImage(client, path, stored, signal)), annotations };
  const attestations = manifest.manifests.filter(({ attestationOf }) => attestationOf !== undefined);
  const platforms = manifest.manifests.filter(({ attestationOf }) => attestationOf === undefined);
  const best = platforms.find((entry) => isFor(entry, platform)) ?? platforms[0];
  const child = best && (await ifFound(client.manifest(path, best.digest, signal)));
  const inside = child && (await ofImage(client, path, child, signal));
  return { digest, mediaType, platforms, attestations, annotations, ...(inside?.image && { image: inside.image }) };
}

async function ofImage(
  client: RegistryClient,
  path: string,
  stored: StoredManifest,
  signal?: AbortSignal,
): Promise<Omit<TagDetails, 'annotations'>> {
  const { digest, mediaType, manifest } = stored;
  const common = { digest, mediaType, platforms: [], attestations: [] };
  if (manifest.kind !== 'image') return common;
  if (!isContainerImage(manifest))
    return { ...common, artifactType: manifest.artifactType ?? manifest.config.mediaType };
  const image = await ifFound(readImage(client, path, stored, signal));
  return { ...common, ...(image && { image }) };
}

/** The part that a row shows. Builds that shall come out the same put their images into 1970, which is no age. */
export function factsOf({ digest, image, artifactType }: TagDetails): TagFacts {
  const created = image?.config.created ?? 0;
  return {
    digest,
    ...(image && { size: image.size }),
    ...(created > 0 && { created }),
    ...(artifactType !== undefined && { artifactType }),
  };
}

/** One image with its configuration; undefined for what is no container image. */
export async function readImage(
  client: RegistryClient,
  path: string,
  { digest, manifest }: StoredManifest,
  signal?: AbortSignal,
): Promise<ImageDetails | undefined> {
  if (manifest.kind !== 'image' || !isContainerImage(manifest)) return undefined;
  const bytes = await client.blob(path, manifest.config.digest, mostConfigBytes, signal);
  const config = parseImageConfig(parseJson(bytes, manifest.config.digest));
  return { digest, platform: config.platform, size: compressedSize(manifest), config, layers: manifest.layers };
}

function isFor(entry: PlatformDescriptor, platform: string): boolean {
  return entry.platform === platform || (entry.platform ?? '').startsWith(`${platform}/`);
}

/** The platform of images for this machine: `linux/arm64`. */
export function localPlatform(arch: string = process.arch): string {
  const names: Record<string, string> = { x64: 'amd64', ia32: '386' };
  return `linux/${names[arch] ?? arch}`;
}
