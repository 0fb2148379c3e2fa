import * as l10n from '@vscode/l10n';
import { formatAge, formatDuration, formatTime, shortId } from '../../base/format.js';
import { isAlive, isStartable } from '../../engine/containerState.js';
import type { Container } from '../../engine/models.js';
import { contextValue, type NodeFlag } from '../contextValue.js';
import type { ContainerNode } from '../node.js';
import { exposedPorts, publishedPorts } from '../ports.js';
import type { Row, RowIcon, TooltipSection } from '../row.js';

const shownPorts = 3;
const shownLabels = 12;

export function containerRow({ container, outdated }: ContainerNode, now: number): Row {
  const words = stateWords(container, now);
  const ports = publishedPorts(container.ports);
  const image = shortImage(container.image);
  const update = updateWords(outdated);
  return {
    label: container.name || shortId(container.id),
    description: [words, update, shorten(ports), image].filter(Boolean).join(' · '),
    icon: stateIcon(container),
    contextValue: contextValue(
      'container',
      ...stateFlags(container),
      ...(ports.length > 0 ? (['published'] as const) : []),
      ...outdatedFlag(outdated),
    ),
    accessibleLabel: [accessibleLabel(container, words, ports, image), update].filter(Boolean).join(', '),
  };
}

/** The mark of what is older than its tag. */
export function updateWords(outdated: boolean | undefined): string {
  return outdated ? l10n.t('update available') : '';
}

/** The same for menus. */
export function outdatedFlag(outdated: boolean | undefined): readonly NodeFlag[] {
  return outdated ? ['outdated'] : [];
}

/** State and health as words: `running, healthy`, `exited (1)`; at a moment: `running 5 minutes`, `exited (1) 2 hours ago`. */
export function stateWords(container: Container, now?: number): string {
  const { state, health, exitCode, problem, since } = container;
  if (problem !== undefined) return l10n.t('unreadable');
  const hasAge = now !== undefined && since !== undefined;
  if (state === 'running') {
    const age = hasAge ? formatDuration(now - since) : '';
    return [age ? l10n.t('running {0}', age) : l10n.t('running'), healthWords[health]()].filter(Boolean).join(', ');
  }
  if (state !== 'exited') return otherStateWords[state]();
  const words = exitCode === undefined ? l10n.t('exited') : l10n.t('exited ({0})', exitCode);
  return hasAge ? `${words} ${formatAge(since, now)}` : words;
}

const healthWords: Record<Container['health'], () => string> = {
  none: () => '',
  starting: () => l10n.t('health check starting'),
  healthy: () => l10n.t('healthy'),
  unhealthy: () => l10n.t('unhealthy'),
};

const otherStateWords: Record<Exclude<Container['state'], 'running' | 'exited'>, () => string> = {
  created: () => l10n.t('created'),
  paused: () => l10n.t('paused'),
  restarting: () => l10n.t('restarting'),
  removing: () => l10n.t('being removed'),
  dead: () => l10n.t('dead'),
  unknown: () => l10n.t('state unknown'),
};

function accessibleLabel(container: Container, words: string, ports: readonly string[], image: string): string {
  const name = l10n.t('container {0}', container.name || shortId(container.id));
  const published = ports.length > 0 ? l10n.t('ports {0}', ports.join(', ')) : '';
  return [name, words, image && l10n.t('image {0}', image), published].filter(Boolean).join(', ');
}

/** Exit codes that a stop by somebody leaves: interrupt, kill, terminate. They are no failure. */
const stoppedOnPurpose = new Set([0, 130, 137, 143]);

const green = 'charts.green';
const healthIcons: Record<Container['health'], RowIcon> = {
  none: { id: 'play-circle', color: green },
  starting: { id: 'watch', color: 'charts.yellow' },
  healthy: { id: 'pass-filled', color: green },
  unhealthy: { id: 'warning', color: 'problemsWarningIcon.foreground' },
};
const otherStateIcons: Record<Exclude<Container['state'], 'running' | 'exited'>, RowIcon> = {
  created: { id: 'circle-outline' },
  paused: { id: 'debug-pause', color: 'charts.yellow' },
  restarting: { id: 'debug-restart', color: 'charts.orange' },
  removing: { id: 'trash' },
  dead: { id: 'circle-slash', color: 'problemsErrorIcon.foreground' },
  unknown: { id: 'question' },
};

function stateIcon({ state, health, exitCode, problem }: Container): RowIcon {
  if (problem !== undefined) return { id: 'question', color: 'problemsWarningIcon.foreground' };
  if (state === 'running') return healthIcons[health];
  if (state !== 'exited') return otherStateIcons[state];
  const failed = exitCode !== undefined && !stoppedOnPurpose.has(exitCode);
  return failed ? { id: 'error', color: 'problemsErrorIcon.foreground' } : { id: 'stop-circle' };
}

/** What menus ask for: what an engine refuses in a state is not offered there. */
export function stateFlags(container: Container): NodeFlag[] {
  const { state } = container;
  return [
    ...(isAlive(container) ? (['alive'] as const) : []),
    ...(state === 'running' || state === 'paused' ? [state] : []),
    ...(isStartable(container) ? (['stopped'] as const) : []),
  ];
}

/** A reference with its long digest or id cut to what people compare. */
function shortImage(image: string): string {
  return image.replace(/\b(sha256:)?([0-9a-f]{12})[0-9a-f]{52}$/, '$2');
}

function shorten(ports: readonly string[]): string {
  const more = ports.length - shownPorts;
  return more > 0 ? `${ports.slice(0, shownPorts).join(', ')} +${more}` : ports.join(', ');
}

export function containerTooltip({ container }: ContainerNode, since?: number): TooltipSection[] {
  return [
    { facts: mainFacts(container, since) },
    { title: l10n.t('Mounts'), facts: container.mounts.map(mountFact) },
    {
      title: l10n.t('Networks'),
      facts: container.networks.map(({ network, ipAddress }) => ({ name: network, value: ipAddress || '-' })),
    },
    { title: l10n.t('Compose'), facts: composeFacts(container) },
    { title: l10n.t('Labels'), facts: labelFacts(container.labels) },
  ];
}

function mainFacts(container: Container, time?: number): TooltipSection['facts'] {
  const since = time === undefined ? '' : formatTime(time);
  return [
    { name: l10n.t('Problem'), value: container.problem ?? '' },
    {
      name: l10n.t('State'),
      value: since ? l10n.t('{0} since {1}', stateWords(container), since) : stateWords(container),
    },
    { name: l10n.t('Image'), value: container.image },
    { name: l10n.t('Command'), value: container.command },
    { name: l10n.t('Published ports'), value: publishedPorts(container.ports).join(', ') },
    { name: l10n.t('Exposed ports'), value: exposedPorts(container.ports).join(', ') },
    { name: l10n.t('Created'), value: container.created > 0 ? formatTime(container.created) : '' },
    { name: l10n.t('Id'), value: shortId(container.id) },
  ];
}

function mountFact({
  type,
  source,
  destination,
  readOnly,
}: Container['mounts'][number]): TooltipSection['facts'][number] {
  const suffix = readOnly ? ` (${l10n.t('read-only')})` : '';
  return { name: type, value: `${source ? `${source} → ` : ''}${destination}${suffix}` };
}

function composeFacts({ compose }: Container): TooltipSection['facts'] {
  if (!compose) return [];
  return [
    { name: l10n.t('Project'), value: compose.project },
    { name: l10n.t('Service'), value: compose.service },
    { name: l10n.t('Files'), value: compose.configFiles.join(', ') },
  ];
}

/** Labels of a tooltip; Compose's own say again what the tooltip says already. */
export function labelFacts(labels: Readonly<Record<string, string>>): TooltipSection['facts'] {
  const shown = Object.entries(labels).filter(([name]) => !name.startsWith('com.docker.compose.'));
  const facts = shown.slice(0, shownLabels).map(([name, value]) => ({ name, value: value || '-' }));
  const more = shown.length - facts.length;
  return more > 0 ? [...facts, { name: '…', value: l10n.t('{0} more', more) }] : facts;
}
