import * as l10n from '@vscode/l10n';
import { commands, env, Uri, window } from 'vscode';
import { familiarName, familiarReference, isDigest } from '../../core/base/imageReference.js';
import type { DetailNode, Node, RepositoryNode, TagNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { FeatureContext } from '../base/featureContext.js';
import { indented, jsonDocuments } from '../base/jsonDocuments.js';
import { withDelayedProgress } from '../base/progress.js';
import { repositoryTargets, type TagTarget, tagTargets } from './tagTargets.js';

/** What can be done with tags without changing the registry. */
export function tagVerbs(context: FeatureContext, catalog: RegistryCatalog) {
  const { selection } = context;
  const openManifest = manifestDocuments(context, catalog);
  return {
    'tag.pull': async (...args: TagArgs) => {
      for (const target of await tagTargets(catalog, selection, args))
        await commands.executeCommand('longshore.image.pull', referenceOf(target));
    },
    'tag.copyReference': async (...args: TagArgs) => {
      // The key copies whatever kind of row is selected.
      const texts = args[0] === undefined ? selection.nodes.flatMap(textOf) : [];
      await copy(texts.length > 0 ? texts : (await tagTargets(catalog, selection, args)).map(referenceOf));
    },
    'tag.copyDigest': async (...args: TagArgs) => {
      const targets = await tagTargets(catalog, selection, args);
      const digests = await withDelayedProgress(l10n.t('Reading digests'), (_report, signal) =>
        Promise.all(targets.map((target) => digestAt(catalog, target, signal))),
      );
      await copy(digests);
    },
    'tag.inspectManifest': async (...args: TagArgs) => {
      for (const target of await tagTargets(catalog, selection, args)) await openManifest(referenceOf(target), target);
    },
    'registry.openWebsite': async (target?: TagNode | RepositoryNode) => {
      if (!target) return;
      const { provider } = await catalog.registry(target.host);
      const page = provider.website?.(target.path, target.kind === 'tag' ? target.tag : undefined);
      if (page !== undefined) await env.openExternal(Uri.parse(page, true));
    },
    'repository.copyReference': async (target?: RepositoryNode | string, selected?: readonly RepositoryNode[]) =>
      copy((await repositoryTargets(catalog, selection, [target, selected])).map(familiarName)),
  };
}

/** What copying a row of the view copies. */
function textOf(node: Node): string[] {
  if (node.kind === 'tag') return [referenceOf(node)];
  if (node.kind === 'repository') return [familiarName(node)];
  if (node.kind === 'registry') return [node.host];
  return node.kind === 'detail' ? [node.value ?? node.label] : [];
}

/** A row, or a reference from code; the rows selected with it. */
export type TagArgs = [
  target?: TagNode | DetailNode | RepositoryNode | string,
  selection?: readonly (TagNode | DetailNode | RepositoryNode)[],
];

/** The text that pulls a target. */
export function referenceOf({ host, path, tag }: TagTarget): string {
  return familiarReference(isDigest(tag) ? { host, path, digest: tag } : { host, path, tag });
}

/** Where a tag points now. */
export async function digestAt(
  catalog: RegistryCatalog,
  { host, path, tag }: TagTarget,
  signal: AbortSignal,
): Promise<string> {
  const { client } = await catalog.registry(host, signal);
  return (await client.head(path, tag, signal)).digest;
}

async function copy(texts: readonly string[]): Promise<void> {
  const [first] = texts;
  if (first === undefined) return;
  await env.clipboard.writeText(texts.join('\n'));
  const message = texts.length === 1 ? l10n.t('Copied: {0}', first) : l10n.t('{0} lines copied', texts.length);
  window.setStatusBarMessage(message, 3000);
}

function manifestDocuments(context: FeatureContext, catalog: RegistryCatalog) {
  return jsonDocuments(context, 'longshore-registry-manifest', async ({ host, path, tag }: TagTarget) => {
    const { client } = await catalog.registry(host);
    const { bytes } = await client.manifest(path, tag);
    return indented(JSON.parse(Buffer.from(bytes).toString('utf8')));
  });
}
