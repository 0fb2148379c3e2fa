import * as l10n from '@vscode/l10n';
import { formatBytes, formatTime, shortId } from '../../base/format.js';
import { type Descriptor, type PlatformDescriptor, stepsOfLayers } from '../../registry/manifest.js';
import type { ImageDetails, TagDetails } from '../../registry/tagDetails.js';
import { contextValue } from '../contextValue.js';
import type { DetailNode } from '../node.js';
import type { Row, TooltipSection } from '../row.js';
import { artifactLook } from './artifact.js';

export function detailRow(node: DetailNode): Row {
  const { label, description, icon, children, opens, value } = node;
  return {
    label,
    description,
    icon: { id: icon },
    contextValue: contextValue(
      'detail',
      ...(value === undefined ? [] : (['copyable'] as const)),
      ...(node.platform ? (['platform'] as const) : []),
    ),
    accessibleLabel: [label, description].filter(Boolean).join(', '),
    ...((children || opens) && { children: 'collapsed' as const }),
    ...(node.document !== undefined && { command: 'registry.openDocument' }),
  };
}

export function detailTooltip({ label, value, description }: DetailNode): TooltipSection[] {
  return [{ facts: [{ name: label, value: value ?? description }] }];
}

/** Where detail rows stand. */
export interface DetailPlace {
  readonly id: string;
  readonly host: string;
  readonly path: string;
}

type Fields = Omit<DetailNode, 'kind' | keyof DetailPlace>;

function detail({ id, host, path }: DetailPlace, key: string, fields: Fields): DetailNode {
  return { kind: 'detail', id: `${id} ${key}`, host, path, ...fields };
}

/**
 * The rows below a tag: its platforms, or the parts of its one image; what is attached to it last.
 * @param attached what is attached, or the reason why that is not known
 */
export function tagChildren(
  place: DetailPlace,
  details: TagDetails,
  attached: readonly PlatformDescriptor[] | string,
): DetailNode[] {
  const { digest, platforms, attestations, image, artifactType } = details;
  const digestRow = detail(place, 'digest', {
    label: l10n.t('Digest'),
    description: digest,
    icon: 'key',
    value: digest,
  });
  const artifactRow = artifactType
    ? [
        detail(place, 'artifact', {
          label: l10n.t('Artifact'),
          description: artifactType,
          icon: artifactLook(artifactType).icon,
        }),
      ]
    : [];
  const parts =
    platforms.length > 0
      ? platforms.map((entry) => platformRow(place, entry))
      : image
        ? imageChildren(place, image)
        : [];
  const builds = attestations.length > 0 ? [attestationsRow(place, attestations)] : [];
  return [digestRow, ...artifactRow, ...parts, ...builds, ...attachedRows(place, attached)];
}

function attachedRows(place: DetailPlace, attached: readonly PlatformDescriptor[] | string): DetailNode[] {
  const label = l10n.t('Signatures and Attachments');
  if (typeof attached === 'string')
    return [detail(place, 'attached', { label, description: attached, icon: 'warning' })];
  if (attached.length === 0) return [];
  return [group(place, 'attached', label, 'verified', attachedChildren(place, attached))];
}

function platformRow(place: DetailPlace, { platform, osVersion, digest }: PlatformDescriptor): DetailNode {
  return detail(place, digest, {
    label: [platform ?? l10n.t('unknown platform'), osVersion ?? ''].filter(Boolean).join(' '),
    description: shortId(digest),
    icon: 'server-environment',
    value: digest,
    opens: { what: 'image', digest },
    platform: true,
  });
}

function attestationsRow(place: DetailPlace, attestations: readonly PlatformDescriptor[]): DetailNode {
  const children = attestations.map(({ digest, attestationOf }) =>
    detail(place, digest, {
      label: l10n.t('of {0}', shortId(attestationOf ?? '')),
      description: shortId(digest),
      icon: 'file-code',
      value: digest,
      opens: { what: 'parts', digest },
    }),
  );
  const label = l10n.t('SBOM and Provenance');
  return detail(place, 'attestations', { label, description: String(children.length), icon: 'checklist', children });
}

/** The rows below one image: facts, layers, configuration, labels. */
export function imageChildren(place: DetailPlace, image: ImageDetails): DetailNode[] {
  const { config, size } = image;
  const labels = Object.entries(config.labels).map(([name, value]) => fact(place, `label ${name}`, name, value));
  return [
    fact(place, 'platform', l10n.t('Platform'), config.platform),
    fact(place, 'size', l10n.t('Size'), l10n.t('{0} compressed', formatBytes(size))),
    ...(config.created === undefined ? [] : [fact(place, 'created', l10n.t('Created'), formatTime(config.created))]),
    group(place, 'layers', l10n.t('Layers'), 'layers', layerRows(place, image)),
    group(place, 'config', l10n.t('Configuration'), 'settings-gear', configRows(place, image)),
    ...(labels.length > 0 ? [group(place, 'labels', l10n.t('Labels'), 'symbol-key', labels)] : []),
  ];
}

function layerRows(place: DetailPlace, { config, layers }: ImageDetails): DetailNode[] {
  const steps = stepsOfLayers(config, layers);
  return layers.map((layer: Descriptor, index) =>
    detail(place, `layer ${index}`, {
      label: formatBytes(layer.size),
      description: steps[index] ?? shortId(layer.digest),
      icon: 'layers-dot',
      value: layer.digest,
    }),
  );
}

function configRows(place: DetailPlace, { config }: ImageDetails): DetailNode[] {
  const words = (list: readonly string[]) => (list.length > 0 ? JSON.stringify(list) : '');
  const rows: [string, string][] = [
    ['ENTRYPOINT', words(config.entrypoint)],
    ['CMD', words(config.command)],
    ['USER', config.user],
    ['WORKDIR', config.workingDir],
    ['EXPOSE', config.exposedPorts.join(' ')],
    ['VOLUME', config.volumes.join(' ')],
    ...config.env.map((pair): [string, string] => ['ENV', pair]),
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value], index) => fact(place, `config ${index}`, name, value));
}

/** The rows of what is attached to an image: signatures, SBOMs, scan results. */
function attachedChildren(place: DetailPlace, attached: readonly PlatformDescriptor[]): DetailNode[] {
  return attached.map(({ digest, artifactType, mediaType }) =>
    detail(place, `attached ${digest}`, {
      label: artifactType ?? mediaType,
      description: shortId(digest),
      icon: artifactLook(artifactType ?? mediaType).icon,
      value: digest,
      opens: { what: 'parts', digest },
    }),
  );
}

/** The documents of an attestation or another attachment. */
export function partChildren(place: DetailPlace, parts: readonly Descriptor[]): DetailNode[] {
  return parts.map(({ digest, mediaType, size, annotations }, index) => {
    const predicate = annotations['in-toto.io/predicate-type'] ?? annotations['predicateType'] ?? '';
    return detail(place, `part ${index}`, {
      label: predicateWords(predicate) || annotations['org.opencontainers.image.title'] || mediaType,
      description: formatBytes(size),
      icon: 'json',
      value: digest,
      document: digest,
    });
  });
}

/** Predicate types are addresses; people know them by other names. */
function predicateWords(type: string): string {
  if (/spdx|cyclonedx/i.test(type)) return l10n.t('SBOM ({0})', /spdx/i.test(type) ? 'SPDX' : 'CycloneDX');
  if (/slsa\.dev\/provenance/i.test(type)) return l10n.t('Provenance ({0})', `SLSA ${type.split('/').at(-1) ?? ''}`);
  return type;
}

function fact(place: DetailPlace, key: string, label: string, value: string): DetailNode {
  return detail(place, key, { label, description: value, icon: 'symbol-constant', value });
}

function group(place: DetailPlace, key: string, label: string, icon: string, children: DetailNode[]): DetailNode {
  return detail(place, key, { label, description: String(children.length), icon, children });
}
