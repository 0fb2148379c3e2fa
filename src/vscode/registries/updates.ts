import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import { taggedReference } from '../../core/base/imageReference.js';
import type { Container, Image } from '../../core/engine/models.js';
import type { ContainerNode } from '../../core/explorer/node.js';
import { outdatedContainers } from '../../core/explorer/outdated.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { KnownUpdates } from '../../core/registry/knownUpdates.js';
import { checkUpdates, type PulledImage, type UpdateCheck } from '../../core/registry/updates.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showNote } from '../base/messages.js';
import { withProgress } from '../base/progress.js';
import { explain } from '../base/reportError.js';

/** Looks which images that containers were made of have a newer version under their tag, marks them, and offers the update. */
export function checkUpdatesHandler({ access, logger }: FeatureContext, catalog: RegistryCatalog, known: KnownUpdates) {
  return async (): Promise<void> => {
    const engine = await access.engine();
    const [images, containers] = await Promise.all([engine.images.list(), engine.containers.list()]);
    const used = imagesInUse(images, containers);
    const check = await withProgress(l10n.t('Looking for newer images'), (report, signal) =>
      checkUpdates(
        used,
        async ({ host, path, tag }) =>
          (await (await catalog.registry(host, signal)).client.head(path, tag, signal)).digest,
        (count) => report(l10n.t('{0} of {1}', count, used.length)),
      ),
    );
    for (const { image, error } of check.failed) logger.warn(`${image.reference}: ${String(error)}`);
    known.learn(check);
    const isBehind = (imageId: string, reference: string) => known.newerThan(imageId, reference) !== undefined;
    await announce(check, containers.filter(outdatedContainers(images, isBehind)));
  };
}

function imagesInUse(images: readonly Image[], containers: readonly Container[]): PulledImage[] {
  const references = new Set(containers.map(({ image }) => taggedReference(image)));
  return images.flatMap(({ id, tags, digests }) =>
    tags.filter((tag) => references.has(tag)).map((reference) => ({ reference, imageId: id, digests })),
  );
}

const namesShown = 5;

async function announce({ current, failed }: UpdateCheck, outdated: readonly Container[]): Promise<void> {
  const [first] = failed;
  const problem = first && l10n.t('{0} could not be asked: {1}', first.image.reference, explain(first.error).message);
  if (outdated.length === 0) {
    const words = l10n.t('The tags of {0} images in use point where they did.', current.length);
    void showNote([words, problem].filter(Boolean).join(' '));
    return;
  }
  const rest = outdated.length - namesShown;
  const names = outdated.slice(0, namesShown).map(({ name }) => name);
  const list = [...names, ...(rest > 0 ? [l10n.t('… and {0} more', rest)] : [])].join(', ');
  const words = l10n.t('A newer image is there for {0}.', list);
  const update = l10n.t('Update…');
  if ((await showNote([words, problem].filter(Boolean).join(' '), update)) !== update) return;
  const rows = outdated.map((container): ContainerNode => ({ kind: 'container', id: container.id, container }));
  await commands.executeCommand('longshore.container.update', rows[0], rows);
}
