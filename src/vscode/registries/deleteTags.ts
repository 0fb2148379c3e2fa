import * as l10n from '@vscode/l10n';
import { registryName } from '../../core/explorer/kinds/registry.js';
import type { TagNode } from '../../core/explorer/node.js';
import type { OpenRegistry, RegistryCatalog } from '../../core/registry/catalog.js';
import { RegistryError } from '../../core/registry/errors.js';
import type { RegistryProvider } from '../../core/registry/provider.js';
import { deleteDigest, deleteTag, deleteTagAlone, findSiblings, type Siblings } from '../../core/registry/tagDelete.js';
import { choose, confirm } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { withProgress } from '../base/progress.js';
import { type TagTarget, tagTargets } from './tagTargets.js';
import { referenceOf } from './tagVerbs.js';

/** Deletes tags in the registry: alone where it can, else after telling what would go with them. */
export function deleteTagsHandler(
  context: FeatureContext,
  catalog: RegistryCatalog,
  changed: (target: TagTarget) => void,
) {
  return async (target?: TagNode | string, selection?: readonly TagNode[]): Promise<void> => {
    const targets = await tagTargets(catalog, context.selection, [target, selection]);
    const [first] = targets;
    if (!first) return;
    const question =
      targets.length === 1
        ? l10n.t('Delete {0} from {1}?', referenceOf(first), registryName(first.host))
        : l10n.t('Delete {0} tags from their registry?', targets.length);
    const detail = `${listed(targets.map(referenceOf))}\n\n${l10n.t('This cannot be undone. Local images stay.')}`;
    if (!(await confirm(question, detail, l10n.t('Delete')))) return;
    for (const each of targets) {
      try {
        if (!(await deleteOne(await catalog.registry(each.host), each))) return;
      } catch (error) {
        context.report(l10n.t('Delete {0}', referenceOf(each)), error);
      }
      changed(each);
    }
  };
}

/** False when the person wants to stop. */
async function deleteOne({ client, provider }: OpenRegistry, target: TagTarget): Promise<boolean> {
  const { path, tag } = target;
  const siblings = await withProgress(l10n.t('Deleting {0}', referenceOf(target)), async (report, signal) => {
    const deletion = await deleteTag(client, provider, path, tag, signal);
    if (deletion.kind === 'deleted') return undefined;
    const onProgress = (checked: number) => report(l10n.t('{0} other tags checked for the same digest', checked));
    return findSiblings(client, path, tag, deletion.digest, onProgress, signal);
  });
  if (!siblings) return true;
  const way =
    siblings.tags.length + siblings.indexes.length === 0 ? 'digest' : await askWay(provider, target, siblings);
  if (!way) return false;
  await withProgress(l10n.t('Deleting {0}', referenceOf(target)), (_report, signal) =>
    way === 'alone'
      ? deleteTagAlone(client, path, tag, siblings.digest, signal)
      : deleteDigest(client, provider, path, tag, siblings, signal),
  );
  return true;
}

function askWay(
  provider: RegistryProvider,
  target: TagTarget,
  { tags, indexes, digest }: Siblings,
): Promise<'alone' | 'digest' | undefined> {
  const question = l10n.t('This registry deletes digests only. What to delete with {0}?', referenceOf(target));
  const same = tags.length > 0 ? [l10n.t('The same digest has these tags, which would vanish too:'), listed(tags)] : [];
  const broken =
    indexes.length > 0 ? [l10n.t('These multi-platform tags hold it and would break:'), listed(indexes)] : [];
  const choices = [
    ...(provider.deleteDigest ? [] : [{ title: l10n.t('Delete This Tag Only'), value: 'alone' as const }]),
    ...(indexes.length > 0 ? [] : [{ title: l10n.t('Delete All of Them'), value: 'digest' as const }]),
  ];
  if (choices.length === 0) throw new RegistryError('digestShared', indexes.join(', '));
  return choose(question, [digest, ...same, ...broken].join('\n'), choices);
}
