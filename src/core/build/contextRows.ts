import * as l10n from '@vscode/l10n';
import { formatBytes } from '../base/format.js';
import type { Hazard } from './contextHazards.js';
import { ignorePatternOf } from './contextHazards.js';
import type { ContextNode, ContextTree, ContextWarning } from './contextTree.js';

/** A row of the view of a build context. */
export type ContextRow =
  /** The heading above what is usually a mistake. */
  | { readonly kind: 'warnings'; readonly id: string; readonly warnings: readonly ContextWarning[] }
  | { readonly kind: 'warning'; readonly id: string; readonly warning: ContextWarning }
  | { readonly kind: 'node'; readonly id: string; readonly node: ContextNode }
  /** What a large folder holds beside its largest files. */
  | { readonly kind: 'rest'; readonly id: string; readonly nodes: readonly ContextNode[] };

/** The most rows of one folder. */
const mostRows = 500;

/** The rows at the top: what is usually a mistake, then what is sent. */
export function contextRoots({ root, warnings }: ContextTree): ContextRow[] {
  const heading: ContextRow[] = warnings.length > 0 ? [{ kind: 'warnings', id: 'warnings', warnings }] : [];
  return [...heading, ...rowsOf(root)];
}

/** The rows below a row. */
export function contextChildren(row: ContextRow): ContextRow[] {
  if (row.kind === 'warnings')
    return row.warnings.map((warning) => ({ kind: 'warning', id: `warning ${warning.node.path}`, warning }));
  return row.kind === 'node' ? rowsOf(row.node) : [];
}

function rowsOf({ path, children }: ContextNode): ContextRow[] {
  const rows = children.slice(0, mostRows).map((node): ContextRow => ({ kind: 'node', id: `node ${node.path}`, node }));
  const rest = children.slice(mostRows);
  return rest.length > 0 ? [...rows, { kind: 'rest', id: `rest ${path}`, nodes: rest }] : rows;
}

/** What a row says. */
export function contextLabel(row: ContextRow): { readonly label: string; readonly description: string } {
  switch (row.kind) {
    case 'warnings':
      return { label: l10n.t('Better left out'), description: String(row.warnings.length) };
    case 'warning':
      return {
        label: row.warning.node.path,
        description: `${sizeText(row.warning.node)} · ${hazardTexts[row.warning.hazard]()}`,
      };
    case 'node':
      return { label: row.node.name, description: sizeText(row.node) };
    case 'rest':
      return { label: l10n.t('{0} smaller ones', row.nodes.length), description: restSize(row.nodes) };
  }
}

/** The lines of an ignore file that keep a row out. */
export function contextPatterns(row: ContextRow): string[] {
  switch (row.kind) {
    case 'warnings':
      return row.warnings.map(({ pattern }) => pattern);
    case 'warning':
      return [row.warning.pattern];
    case 'node':
      return [ignorePatternOf(row.node.path)];
    case 'rest':
      return [];
  }
}

/** `12.3MB`, of a folder with the number of its files. */
export function sizeText({ bytes, files, isFolder }: Pick<ContextNode, 'bytes' | 'files' | 'isFolder'>): string {
  if (!isFolder) return formatBytes(bytes);
  const count = files === 1 ? l10n.t('1 file') : l10n.t('{0} files', files);
  return `${formatBytes(bytes)}, ${count}`;
}

function restSize(nodes: readonly ContextNode[]): string {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const bytes = sum(nodes.map((node) => node.bytes));
  return sizeText({ bytes, files: sum(nodes.map(({ files }) => files)), isFolder: true });
}

const hazardTexts: Record<Hazard, () => string> = {
  history: () => l10n.t('the history of the source'),
  secrets: () => l10n.t('often holds secrets'),
  privateKey: () => l10n.t('a private key'),
  credentials: () => l10n.t('holds logins'),
  dependencies: () => l10n.t('install these in the build'),
  cache: () => l10n.t('a cache'),
  clutter: () => l10n.t('of no use in an image'),
};
