import * as l10n from '@vscode/l10n';
import { contextValue } from '../contextValue.js';
import type { GroupNode } from '../node.js';
import type { Row, TooltipSection } from '../row.js';
import { outdatedFlag, stateFlags, stateWords } from './container.js';

export function groupRow(node: GroupNode): Row {
  const total = node.containers.length;
  const running = node.containers.filter(({ container }) => container.state === 'running').length;
  const unhealthy = node.containers.filter(({ container }) => container.health === 'unhealthy').length;
  const isOutdated = node.containers.some(({ outdated }) => outdated);
  const counts = l10n.t('{0} of {1} running', running, total);
  const warning = unhealthy > 0 ? l10n.t('{0} unhealthy', unhealthy) : '';
  return {
    label: node.project,
    description: [counts, warning].filter(Boolean).join(' · '),
    icon: { id: 'layers', ...colorOf(running, total, unhealthy) },
    contextValue: contextValue(
      'group',
      ...new Set(node.containers.flatMap(({ container }) => stateFlags(container))),
      ...outdatedFlag(isOutdated),
    ),
    accessibleLabel: [l10n.t('Compose project {0}', node.project), counts, warning].filter(Boolean).join(', '),
    children: 'expanded',
  };
}

function colorOf(running: number, total: number, unhealthy: number): { color?: string } {
  if (unhealthy > 0) return { color: 'problemsWarningIcon.foreground' };
  if (running === 0) return {};
  return { color: running === total ? 'charts.green' : 'charts.yellow' };
}

export function groupTooltip(node: GroupNode): TooltipSection[] {
  const compose = node.containers.find(({ container }) => container.compose)?.container.compose;
  return [
    {
      facts: [
        { name: l10n.t('Folder'), value: compose?.workingDir ?? '' },
        { name: l10n.t('Files'), value: compose?.configFiles.join(', ') ?? '' },
      ],
    },
    {
      title: l10n.t('Containers'),
      facts: node.containers.map(({ container }) => ({ name: container.name, value: stateWords(container) })),
    },
  ];
}
