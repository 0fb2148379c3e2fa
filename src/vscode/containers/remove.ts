import * as l10n from '@vscode/l10n';
import { isAlive } from '../../core/engine/containerState.js';
import type { Engine } from '../../core/engine/engine.js';
import type { Container } from '../../core/engine/models.js';
import { stateWords } from '../../core/explorer/kinds/container.js';
import { runBatch } from '../base/batch.js';
import { type Choice, choose } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { findTargets, type TargetArgs } from '../base/targets.js';
import { anonymousVolumes, containerTargets } from './containerTargets.js';

/** How containers go. */
export interface Removal {
  readonly items: readonly Container[];
  readonly force: boolean;
  readonly volumes: boolean;
}

export function removeHandler(context: FeatureContext) {
  return async (...args: TargetArgs): Promise<void> => {
    const wish = { question: l10n.t('Which containers to remove?'), none: l10n.t('There is no container.') };
    const { engine, label, targets } = await findTargets(context, containerTargets, wish, args);
    if (targets.length === 0) return;
    const removal = await askRemoval(targets, label);
    if (removal) await removeContainers(context, engine, removal);
  };
}

/** One question for everything: running ones, anonymous volumes, the names and the engine. */
export function askRemoval(items: readonly Container[], engine: string): Promise<Removal | undefined> {
  const [only] = items;
  const question =
    items.length === 1 && only
      ? l10n.t('Remove the container {0} from {1}?', only.name, engine)
      : l10n.t('Remove {0} containers from {1}?', items.length, engine);
  return choose(question, removalDetail(items), removalChoices(items));
}

function removalDetail(items: readonly Container[]): string {
  const volumes = items.flatMap((container) => anonymousVolumes(container).map((name) => `${name.slice(0, 12)}…`));
  return [
    listed(items.map((container) => `${container.name}: ${stateWords(container)}`)),
    l10n.t('What was written inside is lost. The images stay.'),
    ...(items.some(isAlive) ? [l10n.t('Running containers are killed first.')] : []),
    ...(volumes.length > 0 ? [`${l10n.t('Anonymous volumes that can go with them:')}\n${listed(volumes)}`] : []),
  ].join('\n\n');
}

function removalChoices(items: readonly Container[]): Choice<Removal>[] {
  const stopped = items.filter((container) => !isAlive(container));
  const force = stopped.length < items.length;
  const choices = [
    { title: force ? l10n.t('Kill and Remove') : l10n.t('Remove'), value: { items, force, volumes: false } },
  ];
  if (items.some((container) => anonymousVolumes(container).length > 0)) {
    const title = force ? l10n.t('Kill and Remove with Volumes') : l10n.t('Remove with Volumes');
    choices.push({ title, value: { items, force, volumes: true } });
  }
  if (force && stopped.length > 0) {
    choices.push({ title: l10n.t('Remove Only the Stopped'), value: { items: stopped, force: false, volumes: false } });
  }
  return choices;
}

/** Removes without asking; resolves with those that went. */
export async function removeContainers(
  context: FeatureContext,
  { containers }: Engine,
  { items, force, volumes }: Removal,
): Promise<readonly Container[]> {
  const { done } = await runBatch(context, {
    attempt: l10n.t('Remove'),
    items,
    name: ({ name }) => name,
    run: ({ id }, signal) => containers.remove(id, { force, volumes }, signal),
  });
  const flags = [...(force ? ['-f'] : []), ...(volumes ? ['-v'] : [])];
  if (done.length > 0) context.commandLines.add(['docker', 'rm', ...flags, ...done.map(({ name }) => name)]);
  return done;
}
