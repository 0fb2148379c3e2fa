import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { commands, Uri, window, workspace } from 'vscode';
import type { TagNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { commonPlatforms, detailsFor } from '../../core/registry/comparison.js';
import { imageText } from '../../core/registry/imageText.js';
import type { FeatureContext } from '../base/featureContext.js';
import { withDelayedProgress } from '../base/progress.js';
import { pickTag, type TagTarget, tagTargets } from './tagTargets.js';
import { referenceOf } from './tagVerbs.js';

const scheme = 'longshore-registry-image';

/** A side of the comparison: a tag, and of several images the one of this platform. */
interface Side extends TagTarget {
  readonly platform?: string;
}

/** Shows two tags side by side: configuration, layers, sizes, of the same platform where both have it. */
export function compareHandler({ disposables, selection }: FeatureContext, catalog: RegistryCatalog) {
  const details = ({ host, path }: TagTarget, reference: string) => catalog.tagDetails(host, path, reference);
  disposables.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async ({ query }) => {
        const side = JSON.parse(query) as Side;
        const all = await details(side, side.tag);
        return imageText(referenceOf(side), await detailsFor(all, side.platform, (digest) => details(side, digest)));
      },
    }),
  );
  return async (target?: TagNode | string, answer?: string | readonly TagNode[]): Promise<void> => {
    const [left, second] = await tagTargets(catalog, selection, [target, answer]);
    if (!left) return;
    const named = typeof answer === 'string' ? (await tagTargets(catalog, selection, [answer]))[0] : second;
    const right = named ?? (await pickTag(catalog, left));
    if (!right) return;
    const both = await withDelayedProgress(l10n.t('Looking at {0}', referenceOf(left)), () =>
      Promise.all([details(left, left.tag), details(right, right.tag)]),
    );
    const platforms = commonPlatforms(...both);
    const platform = platforms.length > 1 ? await pickPlatform(platforms) : platforms[0];
    if (platforms.length > 1 && platform === undefined) return;
    const names = l10n.t('{0} ↔ {1}', basename(referenceOf(left)), basename(referenceOf(right)));
    const isOneOfMany = both.some((one) => one.platforms.length > 0) && platform !== undefined;
    const title = isOneOfMany ? `${names} (${platform})` : names;
    await commands.executeCommand('vscode.diff', uriOf(left, platform), uriOf(right, platform), title, {
      preview: true,
    });
  };
}

function pickPlatform(platforms: readonly string[]): Thenable<string | undefined> {
  return window.showQuickPick(platforms, { placeHolder: l10n.t('Which platform to compare?') });
}

function uriOf({ host, path, tag }: TagTarget, platform: string | undefined): Uri {
  const name = referenceOf({ host, path, tag }).replaceAll('/', '∕');
  const side: Side = { host, path, tag, ...(platform !== undefined && { platform }) };
  return Uri.from({ scheme, path: `/${name}`, query: JSON.stringify(side) });
}
