import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { commands, Uri, workspace } from 'vscode';
import type { TagNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { imageText } from '../../core/registry/imageText.js';
import type { FeatureContext } from '../base/featureContext.js';
import { pickTag, type TagTarget, tagTargets } from './tagTargets.js';
import { referenceOf } from './tagVerbs.js';

const scheme = 'longshore-registry-image';

/** Shows two tags side by side: configuration, layers, sizes. */
export function compareHandler({ disposables, selection }: FeatureContext, catalog: RegistryCatalog) {
  disposables.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async ({ query }) => {
        const target = JSON.parse(query) as TagTarget;
        return imageText(referenceOf(target), await catalog.tagDetails(target.host, target.path, target.tag));
      },
    }),
  );
  return async (target?: TagNode | string, answer?: string | readonly TagNode[]): Promise<void> => {
    const [left, second] = await tagTargets(catalog, selection, [target, answer]);
    if (!left) return;
    const named = typeof answer === 'string' ? (await tagTargets(catalog, selection, [answer]))[0] : second;
    const right = named ?? (await pickTag(catalog, left));
    if (!right) return;
    const title = l10n.t('{0} ↔ {1}', basename(referenceOf(left)), basename(referenceOf(right)));
    await commands.executeCommand('vscode.diff', uriOf(left), uriOf(right), title, { preview: true });
  };
}

function uriOf({ host, path, tag }: TagTarget): Uri {
  const name = referenceOf({ host, path, tag }).replaceAll('/', '∕');
  return Uri.from({ scheme, path: `/${name}`, query: JSON.stringify({ host, path, tag }) });
}
