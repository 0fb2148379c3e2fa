import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import { formatAge, formatBytes } from '../../core/base/format.js';
import { familiarName, isRepositoryPath, isTag, parseImageReference } from '../../core/base/imageReference.js';
import { registryName } from '../../core/explorer/kinds/registry.js';
import type { Node, RepositoryNode } from '../../core/explorer/node.js';
import { dockerHub } from '../../core/registry/address.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { RegistryError } from '../../core/registry/errors.js';
import type { RowSelection } from '../base/rowSelection.js';
import { rowsOf, type TargetArgs } from '../base/targets.js';
import { pickPaged } from './pagedPick.js';

/** A repository in a registry. */
export interface RepositoryTarget {
  readonly host: string;
  readonly path: string;
}

/** A tag in a registry; from code it may be a digest. */
export interface TagTarget extends RepositoryTarget {
  readonly tag: string;
}

/** The tags a command acts on: the rows, the reference from code, the selection, or what a person picks, of a repository's row if there is one. */
export async function tagTargets(
  catalog: RegistryCatalog,
  selection: RowSelection,
  [target, selected]: TargetArgs,
): Promise<readonly TagTarget[]> {
  if (typeof target === 'string') return [readTag(target)];
  const rows = target ? rowsOf(target, selected) : selection.nodes;
  const tags = rows.flatMap(targetOf);
  if (tags.length > 0) return tags;
  const repository = rows.find(isRepository) ?? (await pickRepository(catalog));
  const tag = repository && (await pickTag(catalog, repository));
  return tag ? [tag] : [];
}

function isRepository(node: Node): node is RepositoryNode {
  return node.kind === 'repository';
}

/** The tag of a row, or the digest of a platform's. */
function targetOf(node: Node): TagTarget[] {
  if (node.kind === 'tag') return [{ host: node.host, path: node.path, tag: node.tag }];
  const isPlatform = node.kind === 'detail' && node.platform && node.opens;
  return isPlatform ? [{ host: node.host, path: node.path, tag: isPlatform.digest }] : [];
}

function readTag(text: string): TagTarget {
  const reference = parseImageReference(text);
  if (!reference) throw new RegistryError('addressInvalid', text);
  const { host, path, tag = 'latest', digest } = reference;
  return { host, path, tag: digest ?? tag };
}

/** The repositories a command acts on, likewise. */
export async function repositoryTargets(
  catalog: RegistryCatalog,
  selection: RowSelection,
  [target, selected]: TargetArgs,
): Promise<readonly RepositoryTarget[]> {
  if (typeof target === 'string') return [readTag(target)];
  const rows = target ? rowsOf(target, selected) : selection.nodes;
  const repositories = rows.filter(isRepository);
  if (repositories.length > 0) return repositories;
  const picked = await pickRepository(catalog);
  return picked ? [picked] : [];
}

/** Asks for a registry; the only one is not asked for. */
export async function pickHost(catalog: RegistryCatalog): Promise<string | undefined> {
  const items = (await catalog.hosts()).map(({ host, username = '' }) => ({
    label: registryName(host),
    description: username,
    host,
  }));
  if (items.length === 1) return items[0]?.host;
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which registry?') }))?.host;
}

async function pickRepository(catalog: RegistryCatalog): Promise<RepositoryTarget | undefined> {
  const host = await pickHost(catalog);
  if (host === undefined) return undefined;
  const { provider } = await catalog.registry(host);
  const [namespace] = (await provider.namespaces?.()) ?? [];
  const withOwner = (text: string) => (host === dockerHub && !text.includes('/') ? `library/${text}` : text);
  const picked = await pickPaged({
    title: registryName(host),
    placeholder: l10n.t('Which repository? A name that is not listed can be typed.'),
    fetchPage: provider.repositories(namespace),
    item: ({ path, description = '' }) => ({ label: path, description }),
    typed: (text) => (isRepositoryPath(text) ? { path: withOwner(text) } : undefined),
  });
  return picked && { host, path: picked.path };
}

/** Asks for a tag of a repository. */
export async function pickTag(catalog: RegistryCatalog, target: RepositoryTarget): Promise<TagTarget | undefined> {
  const { provider } = await catalog.registry(target.host);
  const picked = await pickPaged({
    title: familiarName(target),
    placeholder: l10n.t('Which tag? One that is not listed can be typed.'),
    fetchPage: provider.tags(target.path),
    item: ({ name, size, pushed }) => ({
      label: name,
      description: [
        size === undefined ? '' : formatBytes(size),
        pushed === undefined ? '' : formatAge(pushed, Date.now()),
      ]
        .filter(Boolean)
        .join(' · '),
    }),
    typed: (text) => (isTag(text) ? { name: text } : undefined),
  });
  return picked && { host: target.host, path: target.path, tag: picked.name };
}
