import * as l10n from '@vscode/l10n';
import { formatBytes, formatTime } from '../base/format.js';
import { stepsOfLayers } from './manifest.js';
import type { TagDetails } from './tagDetails.js';

/** What a tag points at as text in a fixed order, so that two tags can be compared line by line. */
export function imageText(reference: string, details: TagDetails): string {
  const { digest, mediaType, platforms, image, annotations } = details;
  const lines = [
    line(l10n.t('Reference'), reference),
    line(l10n.t('Digest'), digest),
    line(l10n.t('Media type'), mediaType),
    ...section(
      l10n.t('Platforms'),
      platforms.map(({ platform = l10n.t('unknown'), digest: one }) => `${platform} ${one}`).sort(),
    ),
    ...section(l10n.t('Annotations'), pairs(annotations)),
  ];
  if (!image) return `${lines.join('\n')}\n`;
  const { config, layers, size } = image;
  const steps = stepsOfLayers(config, layers);
  const created = config.created === undefined ? l10n.t('unknown') : formatTime(config.created);
  return `${[
    ...lines,
    '',
    line(l10n.t('Image'), image.platform),
    line(l10n.t('Created'), created),
    line(l10n.t('Size'), l10n.t('{0} compressed', formatBytes(size))),
    line(l10n.t('Entrypoint'), JSON.stringify(config.entrypoint)),
    line(l10n.t('Command'), JSON.stringify(config.command)),
    line(l10n.t('User'), config.user),
    line(l10n.t('Working directory'), config.workingDir),
    line(l10n.t('Ports'), [...config.exposedPorts].sort().join(' ')),
    line(l10n.t('Volumes'), [...config.volumes].sort().join(' ')),
    ...section(l10n.t('Environment'), [...config.env].sort()),
    ...section(l10n.t('Labels'), pairs(config.labels)),
    ...section(
      l10n.t('Layers'),
      layers.map((layer, index) => `${layer.digest} ${formatBytes(layer.size)} ${steps[index] ?? ''}`.trimEnd()),
    ),
  ].join('\n')}\n`;
}

const line = (name: string, value: string) => `${name}: ${value}`;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', `${title}:`, ...lines.map((line) => `  ${line}`)] : [];
}

function pairs(map: Readonly<Record<string, string>>): string[] {
  return Object.entries(map)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}
