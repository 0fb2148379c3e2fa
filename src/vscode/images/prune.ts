import * as l10n from '@vscode/l10n';
import { type QuickPickItem, QuickPickItemKind } from 'vscode';
import { formatAge, formatBytes, shortId } from '../../core/base/format.js';
import type { Container, Image } from '../../core/engine/models.js';
import { runBatch } from '../base/batch.js';
import { confirm } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { showNote } from '../base/messages.js';
import { pickMany } from '../base/pickMany.js';
import { engineInUse } from '../base/targets.js';
import { usersOf } from './imageTargets.js';

interface Row extends QuickPickItem {
  readonly image?: Image;
}

/** Shows the unused images and their bytes, the dangling ones ticked, asks, and removes just what was shown. */
export function pruneHandler(context: FeatureContext) {
  return async (): Promise<void> => {
    const { engine, label } = await engineInUse(context);
    const [images, containers] = await Promise.all([engine.images.list(), engine.containers.list()]);
    const rows = rowsOf(unused(images, containers));
    if (rows.length === 0) {
      void showNote(l10n.t('Every image is used by a container: there is nothing to remove.'));
      return;
    }
    const picked = await pickMany({
      rows,
      placeholder: l10n.t('Unused images to remove'),
      title: (ticked) => l10n.t('Remove {0} images, up to {1}', ticked.length, formatBytes(bytesOf(chosen(ticked)))),
    });
    const items = chosen(picked ?? []).sort((a, b) => b.created - a.created);
    if (items.length === 0) return;
    const question = l10n.t('Remove {0} images from {1}?', items.length, label);
    const names = items.map((image) => image.tags.join(', ') || shortId(image.id));
    if (!(await confirm(question, listed(names), l10n.t('Remove')))) return;
    const { done } = await runBatch(context, {
      attempt: l10n.t('Remove'),
      items,
      name: labelOf,
      limit: 1,
      run: async (image, signal) => {
        for (const name of namesOf(image)) await engine.images.remove(name, {}, signal);
      },
    });
    if (done.length === 0) return;
    context.commandLines.add(['docker', 'rmi', ...done.flatMap(namesOf)]);
    const freed = formatBytes(bytesOf(done));
    void showNote(l10n.t('Removed {0} images, up to {1} freed.', done.length, freed));
  };
}

function unused(images: readonly Image[], containers: readonly Container[]): readonly Image[] {
  return images.filter((image) => usersOf(image, containers).length === 0);
}

function rowsOf(images: readonly Image[]): readonly Row[] {
  const dangling = images.filter(({ tags }) => tags.length === 0);
  const tagged = images.filter(({ tags }) => tags.length > 0);
  return [
    ...section(l10n.t('Without a tag (dangling)'), dangling, true),
    ...section(l10n.t('Tagged, used by no container'), tagged, false),
  ];
}

function section(label: string, images: readonly Image[], picked: boolean): readonly Row[] {
  if (images.length === 0) return [];
  const rows = images.map((image) => ({
    image,
    picked,
    label: labelOf(image),
    description: `${formatBytes(image.size)} · ${formatAge(image.created, Date.now())}`,
    ...(image.tags.length > 1 && { detail: image.tags.slice(1).join(', ') }),
  }));
  return [{ label, kind: QuickPickItemKind.Separator }, ...rows];
}

function chosen(rows: readonly Row[]): Image[] {
  return rows.flatMap(({ image }) => image ?? []);
}

function bytesOf(images: readonly Image[]): number {
  return images.reduce((sum, { size }) => sum + size, 0);
}

function labelOf({ tags, id }: Image): string {
  return tags[0] ?? shortId(id);
}

function namesOf({ tags, id }: Image): readonly string[] {
  return tags.length > 0 ? tags : [id];
}
