import * as l10n from '@vscode/l10n';
import { formatAge } from '../../base/format.js';
import { dockerHub } from '../../registry/address.js';
import { contextValue } from '../contextValue.js';
import type {
  MoreNode,
  NamespaceNode,
  RegistryHintNode,
  RegistryNode,
  RegistryProblemNode,
  RepositoryNode,
} from '../node.js';
import type { Row, TooltipSection } from '../row.js';

const officialNamespace = 'library';

/** What people call a registry. */
export function registryName(host: string): string {
  return host === dockerHub ? 'Docker Hub' : host;
}

export function registryRow({ host, username, source }: RegistryNode): Row {
  const login = loginWords(username, source);
  const name = registryName(host);
  return {
    label: name,
    description: login,
    icon: { id: host === dockerHub ? 'globe' : 'cloud' },
    contextValue: contextValue(
      'registry',
      ...(source === 'connected' ? (['connected'] as const) : []),
      ...(source === 'docker' ? (['dockerLogin'] as const) : []),
      ...(source === 'public' ? [] : (['login'] as const)),
    ),
    accessibleLabel: [l10n.t('registry {0}', name), login].filter(Boolean).join(', '),
    children: 'collapsed',
  };
}

function loginWords(username: string | undefined, source: RegistryNode['source']): string {
  const origins = {
    connected: () => '',
    docker: () => l10n.t('docker login'),
    podman: () => l10n.t('podman login'),
    public: () => l10n.t('without login'),
  };
  return [username ?? '', origins[source]()].filter(Boolean).join(' · ');
}

/** @param more facts that are known once the registry was talked to */
export function registryTooltip(node: RegistryNode, more: TooltipSection['facts'] = []): TooltipSection[] {
  const { host, username, source } = node;
  return [
    {
      facts: [
        { name: l10n.t('Host'), value: host },
        { name: l10n.t('User'), value: username ?? '' },
        { name: l10n.t('Login'), value: loginWords(undefined, source) },
        ...more,
      ],
    },
  ];
}

export function namespaceRow({ name }: NamespaceNode): Row {
  const isOfficial = name === officialNamespace;
  const label = isOfficial ? l10n.t('Official Images') : name;
  return {
    label,
    description: '',
    icon: { id: isOfficial ? 'verified' : 'account' },
    contextValue: contextValue('namespace'),
    accessibleLabel: l10n.t('repositories of {0}', label),
    children: 'collapsed',
  };
}

export function repositoryRow({ host, path, summary, abilities }: RepositoryNode): Row {
  const label = repositoryLabel(host, path);
  const description = summary.description ?? '';
  return {
    label,
    description,
    icon: { id: 'repo' },
    contextValue: contextValue('repository', ...abilities),
    accessibleLabel: [l10n.t('repository {0}', label), description].filter(Boolean).join(', '),
    children: 'collapsed',
  };
}

/** Docker Hub's repositories stand below their owner, who need not be repeated. */
function repositoryLabel(host: string, path: string): string {
  return host === dockerHub ? path.slice(path.indexOf('/') + 1) : path;
}

export function repositoryTooltip({ host, path, summary }: RepositoryNode, now: number): TooltipSection[] {
  const number = (value: number | undefined) => (value === undefined ? '' : value.toLocaleString());
  return [
    {
      facts: [
        { name: l10n.t('Repository'), value: `${host}/${path}` },
        { name: l10n.t('Description'), value: summary.description ?? '' },
        { name: l10n.t('Stars'), value: number(summary.stars) },
        { name: l10n.t('Pulls'), value: number(summary.pulls) },
        { name: l10n.t('Updated'), value: summary.updated === undefined ? '' : formatAge(summary.updated, now) },
      ],
    },
  ];
}

export function moreRow({ shown, partial, loading }: MoreNode): Row {
  const count = l10n.t('{0} shown', shown);
  const order = partial ? l10n.t('sorted among these only') : '';
  const label = loading ? l10n.t('Loading…') : l10n.t('Load More…');
  return {
    label,
    description: [count, order].filter(Boolean).join(', '),
    icon: { id: loading ? 'loading~spin' : 'ellipsis' },
    contextValue: contextValue('more'),
    accessibleLabel: [label, count, order].filter(Boolean).join(', '),
    command: 'registry.loadMore',
  };
}

export function problemRow({ message, login }: RegistryProblemNode): Row {
  return {
    label: message,
    description: l10n.t('click to try again'),
    icon: { id: 'error', color: 'problemsErrorIcon.foreground' },
    contextValue: contextValue('registryProblem', ...(login ? (['login'] as const) : [])),
    accessibleLabel: [message, l10n.t('click to try again')].join(', '),
    command: 'registry.retry',
  };
}

export function hintRow(_node: RegistryHintNode): Row {
  const label = l10n.t('Connect a Registry…');
  return {
    label,
    description: '',
    icon: { id: 'add' },
    contextValue: contextValue('registryHint'),
    accessibleLabel: label,
    command: 'registry.connect',
  };
}
