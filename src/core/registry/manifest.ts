import { isRecord } from '../base/record.js';
import { checkedDigest } from './endpoints.js';
import { RegistryError } from './errors.js';

/** The four kinds of manifests that registries hold today; schema 1 is dead. */
export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
} as const;

export const acceptManifests = Object.values(mediaTypes).join(', ');

const imageConfigTypes = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);

/** Points at content. Source: https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly artifactType?: string;
}

export interface PlatformDescriptor extends Descriptor {
  /** `linux/arm64/v8`; undefined where the index names none or `unknown/unknown`. */
  readonly platform?: string;
  /** `10.0.20348.2700`, on Windows. */
  readonly osVersion?: string;
  /** Digest of the image that this BuildKit attestation is about. */
  readonly attestationOf?: string;
}

export type Manifest = ImageIndex | ImageManifest;

/** Several images under one name, usually one for each platform. */
export interface ImageIndex {
  readonly kind: 'index';
  readonly mediaType: string;
  readonly manifests: readonly PlatformDescriptor[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly artifactType?: string;
  readonly subject?: Descriptor;
}

export interface ImageManifest {
  readonly kind: 'image';
  readonly mediaType: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly artifactType?: string;
  readonly subject?: Descriptor;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads a manifest; odd fields become neutral values, what is no manifest or points at no digest is a `badAnswer`. */
export function parseManifest(json: Json, contentType: string | undefined): Manifest {
  const mediaType = text(json['mediaType']) || (contentType ?? '').split(';')[0]?.trim() || '';
  if (json['schemaVersion'] === 1 || 'fsLayers' in json)
    throw new RegistryError('unsupported', '', { flaw: 'schema1' });
  const subject = descriptor(json['subject']);
  const artifactType = text(json['artifactType']);
  const common = {
    annotations: stringMap(json['annotations']),
    ...(subject && { subject }),
    ...(artifactType && { artifactType }),
  };
  if (Array.isArray(json['manifests'])) {
    const manifests = list(json['manifests']).flatMap((entry) => platformDescriptor(entry) ?? []);
    return { kind: 'index', mediaType: mediaType || mediaTypes.ociIndex, manifests, ...common };
  }
  const config = descriptor(json['config']);
  if (!config) throw new RegistryError('badAnswer', mediaType.slice(0, 100), { flaw: 'notImage' });
  const layers = list(json['layers']).flatMap((entry) => descriptor(entry) ?? []);
  return { kind: 'image', mediaType: mediaType || mediaTypes.ociManifest, config, layers, ...common };
}

function platformDescriptor(value: unknown): PlatformDescriptor | undefined {
  const base = descriptor(value);
  if (!base) return undefined;
  const { os, architecture, variant, 'os.version': osVersion } = map(map(value)['platform']);
  const isKnown = text(os) !== '' && text(os) !== 'unknown';
  const platform = [os, architecture, variant].map(text).filter(Boolean).join('/');
  const isAttestation = base.annotations['vnd.docker.reference.type'] === 'attestation-manifest';
  const subject = base.annotations['vnd.docker.reference.digest'];
  return {
    ...base,
    ...(isKnown && { platform }),
    ...(text(osVersion) && { osVersion: text(osVersion) }),
    ...(isAttestation && subject !== undefined && { attestationOf: subject }),
  };
}

function descriptor(value: unknown): Descriptor | undefined {
  const { mediaType, digest, size, annotations, artifactType } = map(value);
  if (typeof digest !== 'string') return undefined;
  return {
    mediaType: text(mediaType),
    digest: checkedDigest(digest),
    size: typeof size === 'number' && size >= 0 ? size : 0,
    annotations: stringMap(annotations),
    ...(text(artifactType) && { artifactType: text(artifactType) }),
  };
}

/** True where the manifest is a container image: charts, wasm modules and SBOMs are not, and cannot be pulled. */
export function isContainerImage({ config, artifactType }: ImageManifest): boolean {
  return !artifactType && imageConfigTypes.has(config.mediaType);
}

/** Compressed bytes that a pull of the image moves. */
export function compressedSize({ config, layers }: ImageManifest): number {
  return layers.reduce((sum, layer) => sum + layer.size, config.size);
}

/** What runs, and how it was made. Source: https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
  /** Milliseconds since 1970; undefined for reproducible builds that say none or 1970. */
  readonly created?: number;
  readonly platform: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly history: readonly HistoryStep[];
}

/** One instruction of the build; `emptyLayer` ones only changed the configuration. */
export interface HistoryStep {
  readonly createdBy: string;
  readonly emptyLayer: boolean;
}

/** Reads an image's configuration; every field may be missing. */
export function parseImageConfig(json: Json): ImageConfig {
  const config = map(json['config']);
  const created = Date.parse(text(json['created']));
  return {
    ...(created > 0 && { created }),
    platform: [json['os'], json['architecture'], json['variant']].map(text).filter(Boolean).join('/'),
    labels: stringMap(config['Labels']),
    env: texts(config['Env']),
    entrypoint: texts(config['Entrypoint']),
    command: texts(config['Cmd']),
    user: text(config['User']),
    workingDir: text(config['WorkingDir']),
    exposedPorts: Object.keys(map(config['ExposedPorts'])),
    volumes: Object.keys(map(config['Volumes'])),
    history: list(json['history']).map((step) => ({
      createdBy: text(map(step)['created_by']),
      emptyLayer: map(step)['empty_layer'] === true,
    })),
  };
}

/** The build step behind each layer, in order; undefined where the history does not reach. */
export function stepsOfLayers({ history }: ImageConfig, layers: readonly Descriptor[]): (string | undefined)[] {
  const steps = history.filter((step) => !step.emptyLayer);
  return layers.map((_, index) => (steps.length === layers.length ? steps[index]?.createdBy : undefined));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => list(value).filter((item) => typeof item === 'string');
const map = (value: unknown): Json => (isRecord(value) ? value : {});
const stringMap = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(map(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
