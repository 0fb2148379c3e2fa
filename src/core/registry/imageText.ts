import { formatBytes, formatTime } from '../base/format.js';
import { stepsOfLayers } from './manifest.js';
import type { TagDetails } from './tagDetails.js';

/** What a tag points at as text in a fixed order, so that two tags can be compared line by line. */
export function imageText(reference: string, details: TagDetails): string {
  const { digest, mediaType, platforms, image, annotations } = details;
  const lines = [
    `Reference: ${reference}`,
    `Digest: ${digest}`,
    `Media type: ${mediaType}`,
    ...section('Platforms', platforms.map(({ platform = 'unknown', digest: one }) => `${platform} ${one}`).sort()),
    ...section('Annotations', pairs(annotations)),
  ];
  if (!image) return `${lines.join('\n')}\n`;
  const { config, layers, size } = image;
  const steps = stepsOfLayers(config, layers);
  const created = config.created === undefined ? 'unknown' : formatTime(config.created);
  return `${[
    ...lines,
    '',
    `Image: ${image.platform}`,
    `Created: ${created}`,
    `Size: ${formatBytes(size)} compressed`,
    `Entrypoint: ${JSON.stringify(config.entrypoint)}`,
    `Command: ${JSON.stringify(config.command)}`,
    `User: ${config.user}`,
    `Working directory: ${config.workingDir}`,
    `Ports: ${[...config.exposedPorts].sort().join(' ')}`,
    `Volumes: ${[...config.volumes].sort().join(' ')}`,
    ...section('Environment', [...config.env].sort()),
    ...section('Labels', pairs(config.labels)),
    ...section(
      'Layers',
      layers.map((layer, index) => `${layer.digest} ${formatBytes(layer.size)} ${steps[index] ?? ''}`.trimEnd()),
    ),
  ].join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', `${title}:`, ...lines.map((line) => `  ${line}`)] : [];
}

function pairs(map: Readonly<Record<string, string>>): string[] {
  return Object.entries(map)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}
