import * as l10n from '@vscode/l10n';
import { type Terminal, ThemeIcon, window } from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import { plainText, withoutIcons } from '../../core/base/plainText.js';
import type { Container } from '../../core/engine/models.js';
import type { LogSource } from '../../core/logs/follow.js';
import { sinceAgo } from '../../core/logs/since.js';
import { explain } from '../base/reportError.js';
import type { ViewOptions } from './logOptions.js';
import { LogTerminal, type ShownLog } from './logTerminal.js';

interface Shown {
  readonly key: string;
  readonly pty: LogTerminal;
}

/** ANSI foreground colours that can be read on light and dark. */
const colors = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

/** The terminals that show logs: one for each container, or for each set of containers shown together. */
export class LogTerminals implements Disposable {
  private readonly open = new Map<Terminal, Shown>();
  private readonly watch = window.onDidCloseTerminal((terminal) => this.open.delete(terminal));

  constructor(private readonly source: LogSource) {}

  /** Shows the terminal of these containers, the one that is there already if its log goes on. */
  show(containers: readonly Container[], options: ViewOptions): void {
    const key = keyOf(containers);
    const existing = [...this.open].find(([, shown]) => shown.key === key && shown.pty.isLive);
    if (existing) existing[0].show();
    else this.replace(containers, options);
  }

  /** Shows a new terminal in place of the one of these containers. */
  replace(containers: readonly Container[], options: ViewOptions): void {
    const key = keyOf(containers);
    for (const [terminal, shown] of this.open) if (shown.key === key) terminal.dispose();
    const { tail, sinceSeconds, timestamps } = options;
    const pty = new LogTerminal({
      logs: logsOf(containers),
      source: this.source,
      follow: {
        ...(tail !== undefined && { tail }),
        ...(sinceSeconds !== undefined && { since: sinceAgo(sinceSeconds, Date.now()) }),
      },
      timestamps,
      explain: (error) => explain(error).message,
    });
    const terminal = window.createTerminal({
      name: withoutIcons(titleOf(containers)),
      pty,
      iconPath: new ThemeIcon('output'),
      isTransient: true,
    });
    this.open.set(terminal, { key, pty });
    terminal.show();
  }

  dispose(): void {
    this.watch.dispose();
    for (const { pty } of this.open.values()) pty.close();
    this.open.clear();
  }
}

function keyOf(containers: readonly Container[]): string {
  return containers
    .map(({ id }) => id)
    .sort()
    .join();
}

function logsOf(containers: readonly Container[]): ShownLog[] {
  const isAlone = containers.length === 1;
  const names = containers.map(prefixOf(containers));
  const width = Math.max(...names.map((name) => name.length));
  return containers.map(({ id }, index) => ({
    id,
    owner: {
      prefix: isAlone ? '' : (names[index] ?? '').padEnd(width),
      color: colors[index % colors.length] ?? 36,
    },
  }));
}

/** Services of one project are told apart by their service names, anything else by the containers' names. */
function prefixOf(containers: readonly Container[]): (container: Container) => string {
  const projects = new Set(containers.map(({ compose }) => compose?.project));
  const isOneProject = projects.size === 1 && !projects.has(undefined);
  return ({ name, compose }) => (isOneProject && compose?.service ? `${compose.service}-${compose.number}` : name);
}

function titleOf(containers: readonly Container[]): string {
  const [first] = containers;
  const project = new Set(containers.map(({ compose }) => compose?.project));
  const [only] = project;
  if (containers.length > 1 && project.size === 1 && only !== undefined) return l10n.t('{0} logs', plainText(only));
  const name = plainText(first?.name ?? '');
  return containers.length > 1
    ? l10n.t('{0} and {1} more logs', name, containers.length - 1)
    : l10n.t('{0} logs', name);
}
