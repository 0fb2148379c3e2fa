import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import { shortId } from '../../core/base/format.js';
import type { Container, Image } from '../../core/engine/models.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { checkUpdates, type UpdateCheck } from '../../core/registry/updates.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showNote } from '../base/messages.js';
import { pickMany } from '../base/pickMany.js';
import { withProgress } from '../base/progress.js';
import { explain } from '../base/reportError.js';

/** Looks which images that containers use have a newer version under their tag, and pulls those that are ticked. */
export function checkUpdatesHandler({ access, logger }: FeatureContext, catalog: RegistryCatalog) {
  return async (): Promise<void> => {
    const engine = await access.engine();
    const [images, containers] = await Promise.all([engine.images.list(), engine.containers.list()]);
    const users = usersByReference(images, containers);
    const used = images.flatMap(({ tags, digests }) =>
      tags.filter((tag) => users.has(tag)).map((reference) => ({ reference, digests })),
    );
    const check = await withProgress(l10n.t('Looking for newer images'), (report, signal) =>
      checkUpdates(
        used,
        async ({ host, path, tag }) =>
          (await (await catalog.registry(host, signal)).client.head(path, tag, signal)).digest,
        (count) => report(l10n.t('{0} of {1}', count, used.length)),
      ),
    );
    for (const { image, error } of check.failed) logger.warn(`${image.reference}: ${String(error)}`);
    const chosen = await choose(check, users);
    for (const reference of chosen) await commands.executeCommand('longshore.image.pull', reference);
  };
}

/** Names of the containers made from each tag, whatever the tag points at by now. */
function usersByReference(images: readonly Image[], containers: readonly Container[]): ReadonlyMap<string, string[]> {
  const tagsById = new Map(images.map(({ id, tags }) => [id, tags]));
  const users = new Map<string, string[]>();
  for (const { name, image, imageId } of containers)
    for (const reference of new Set([image, ...(tagsById.get(imageId) ?? [])]))
      users.set(reference, [...(users.get(reference) ?? []), name]);
  return users;
}

async function choose(check: UpdateCheck, users: ReadonlyMap<string, readonly string[]>): Promise<readonly string[]> {
  const { updates, current, failed } = check;
  const [first] = failed;
  const problem = first && l10n.t('{0} could not be asked: {1}', first.image.reference, explain(first.error).message);
  if (updates.length === 0) {
    const words = l10n.t('The tags of {0} images in use point where they did.', current.length);
    void showNote([words, problem].filter(Boolean).join(' '));
    return [];
  }
  const rows = updates.map(({ reference, digest }) => ({
    label: reference,
    description: l10n.t('now {0}', shortId(digest)),
    detail: l10n.t('used by {0}', users.get(reference)?.join(', ') ?? ''),
    picked: true,
  }));
  const ticked = await pickMany({
    rows,
    placeholder: problem ?? l10n.t('Containers keep their old image until they are made anew.'),
    title: (some) => l10n.t('{0} of {1} newer images to pull', some.length, updates.length),
  });
  return ticked?.map(({ label }) => label) ?? [];
}
