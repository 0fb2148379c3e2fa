import * as l10n from '@vscode/l10n';
import { formatBytes } from '../../core/base/format.js';
import { isAlive } from '../../core/engine/containerState.js';
import type { Engine } from '../../core/engine/engine.js';
import type { ImageTag } from '../../core/engine/lookup.js';
import type { Container, Image } from '../../core/engine/models.js';
import { stateWords } from '../../core/explorer/kinds/container.js';
import { runBatch } from '../base/batch.js';
import { type Choice, choose } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { pickMany } from '../base/pickMany.js';
import { findTargets, type TargetArgs } from '../base/targets.js';
import { imagesOf, imageTargets, nameOf, usersOf } from './imageTargets.js';

/** What is to go of one image. */
interface Removal {
  readonly image: Image;
  /** Tags to take off; the image itself goes with the last of them. */
  readonly tags: readonly string[];
  /** The containers that would keep the engine from deleting it. */
  readonly users: readonly Container[];
}

type Way = 'plain' | 'withContainers' | 'untagOnly';

/** Removes images with all their tags. What uses them is named; a running container's image is never forced. */
export function removeHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which images to remove?'), none: l10n.t('There is no image.') };
    const { engine, label, targets } = await findTargets(context, imageTargets, wish, args);
    const tags = await chooseTags(targets);
    if (!tags || tags.length === 0) return;
    const removals = planRemovals(tags, await engine.containers.list());
    const way = await askWay(removals, label);
    if (way) await removeAll(context, engine, removals, way);
  };
}

/** An image with tags beside the chosen one: the person says which of them go. */
async function chooseTags(targets: readonly ImageTag[]): Promise<readonly ImageTag[] | undefined> {
  const chosen = new Set(targets.map(({ reference }) => reference));
  const images = imagesOf(targets);
  const others = images.flatMap(({ tags }) => tags.filter((tag) => !chosen.has(tag)));
  if (others.length === 0) return targets;
  const rows = images.flatMap((image) =>
    image.tags.map((label) => ({ label, picked: true, target: { image, reference: label } })),
  );
  const untagged = targets.filter(({ reference }) => reference === undefined);
  const picked = await pickMany({
    rows,
    placeholder: l10n.t('Which tags to remove? An image is deleted with its last one.'),
    title: (ticked) => l10n.t('Remove {0} of {1} tags', ticked.length, rows.length),
  });
  return picked && [...picked.map(({ target }) => target), ...untagged.filter(({ image }) => image.tags.length === 0)];
}

function planRemovals(tags: readonly ImageTag[], containers: readonly Container[]): readonly Removal[] {
  return imagesOf(tags).map((image) => {
    const going = tags.filter((tag) => tag.image.id === image.id).flatMap(({ reference }) => reference ?? []);
    const isWhole = image.tags.every((tag) => going.includes(tag));
    return { image, tags: going, users: isWhole ? usersOf(image, containers) : [] };
  });
}

function askWay(removals: readonly Removal[], engine: string): Promise<Way | undefined> {
  const [only] = removals;
  const question =
    removals.length === 1 && only
      ? l10n.t('Remove the image {0} from {1}?', labelOf(only), engine)
      : l10n.t('Remove {0} images from {1}?', removals.length, engine);
  return choose(question, detailOf(removals), waysOf(removals));
}

function waysOf(removals: readonly Removal[]): Choice<Way>[] {
  const users = removals.flatMap((removal) => removal.users);
  if (users.length === 0) return [{ title: l10n.t('Remove'), value: 'plain' }];
  const ways: Choice<Way>[] = [];
  if (users.some((user) => !isAlive(user))) {
    ways.push({ title: l10n.t('Remove Stopped Containers Too'), value: 'withContainers' });
  }
  if (removals.some((removal) => removal.users.length === 0)) {
    ways.push({ title: l10n.t('Remove Only Unused Images'), value: 'plain' });
  }
  if (removals.some(canOnlyUntag)) ways.push({ title: l10n.t('Only Remove the Tags'), value: 'untagOnly' });
  return ways;
}

function detailOf(removals: readonly Removal[]): string {
  const users = removals.flatMap((removal) => removal.users);
  const bytes = removals.reduce((sum, { image }) => sum + image.size, 0);
  const names = removals.flatMap((removal) => (removal.tags.length > 0 ? removal.tags : [labelOf(removal)]));
  const holders = users.map((user) => `${user.name}: ${stateWords(user)}`);
  return [
    ...(names.length > 1 || removals.length > 1 ? [listed(names)] : []),
    l10n.t('Up to {0}; layers that other images share stay.', formatBytes(bytes)),
    ...(holders.length > 0 ? [`${l10n.t('Used by containers:')}\n${listed(holders)}`] : []),
    ...(users.some(isAlive) ? [l10n.t('The image of a running container stays: stop the container first.')] : []),
  ].join('\n\n');
}

async function removeAll(
  context: FeatureContext,
  engine: Engine,
  removals: readonly Removal[],
  way: Way,
): Promise<void> {
  const items = removals.filter((removal) => goes(removal, way));
  const { done } = await runBatch(context, {
    attempt: way === 'untagOnly' ? l10n.t('Untag') : l10n.t('Remove'),
    items: newestFirst(items),
    name: labelOf,
    limit: 1,
    run: (removal, signal) => removeOne(engine, removal, way, signal),
  });
  const containers = way === 'withContainers' ? done.flatMap(({ users }) => users.map(({ name }) => name)) : [];
  if (containers.length > 0) context.commandLines.add(['docker', 'rm', ...containers]);
  const force = way === 'untagOnly' ? ['-f'] : [];
  if (done.length > 0) context.commandLines.add(['docker', 'rmi', ...force, ...done.flatMap(namesOf)]);
}

function goes(removal: Removal, way: Way): boolean {
  if (way === 'untagOnly') return canOnlyUntag(removal);
  return way === 'plain' ? removal.users.length === 0 : !removal.users.some(isAlive);
}

async function removeOne(engine: Engine, removal: Removal, way: Way, signal: AbortSignal): Promise<void> {
  if (way === 'withContainers') {
    for (const { id } of removal.users) await engine.containers.remove(id, {}, signal);
  }
  // A name taken off by force leaves the image of a running container where it is.
  const force = way === 'untagOnly';
  for (const name of namesOf(removal)) await engine.images.remove(name, { force }, signal);
}

/** An engine unties the last name of an image only while a container runs on it; otherwise it deletes the image. */
function canOnlyUntag({ tags, users }: Removal): boolean {
  return tags.length > 0 && users.some(isAlive);
}

/** Children are newer than their parents and must go before them. */
function newestFirst(removals: readonly Removal[]): readonly Removal[] {
  return [...removals].sort((a, b) => b.image.created - a.image.created);
}

function labelOf({ image, tags }: Removal): string {
  const [reference] = tags;
  return nameOf({ image, ...(reference !== undefined && { reference }) });
}

function namesOf({ image, tags }: Removal): readonly string[] {
  return tags.length > 0 ? tags : [image.id];
}
