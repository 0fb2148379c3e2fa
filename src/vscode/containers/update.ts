import * as l10n from '@vscode/l10n';
import { runAll } from '../../core/base/batch.js';
import { shortId } from '../../core/base/format.js';
import { parseImageReference, taggedReference } from '../../core/base/imageReference.js';
import type { Engine } from '../../core/engine/engine.js';
import type { Container } from '../../core/engine/models.js';
import { outdatedContainers } from '../../core/explorer/outdated.js';
import type { KnownUpdates } from '../../core/registry/knownUpdates.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import { leftOverOf } from '../../core/update/leftOvers.js';
import { type PlannedUpdate, planUpdate } from '../../core/update/plan.js';
import { replaceContainer } from '../../core/update/replace.js';
import type { UpdateStep } from '../../core/update/steps.js';
import { confirm } from '../base/confirm.js';
import type { FeatureContext } from '../base/featureContext.js';
import { listed } from '../base/listed.js';
import { showNote } from '../base/messages.js';
import { withProgress } from '../base/progress.js';
import { engineInUse, findTargets, type TargetArgs, type TargetKind } from '../base/targets.js';
import { reportTransfer } from '../base/transfers.js';
import { containerTargets } from './containerTargets.js';
import { settleLeftOvers } from './leftOvers.js';
import { updateResults } from './updateResults.js';

/** Pulls what is newer and puts containers with it in the place of those with the old image, one after the other. */
export function updateHandler(context: FeatureContext, logins: RegistryLogins, known: KnownUpdates) {
  const results = updateResults(context);
  const underWay = new Set<string>();
  return async (...args: TargetArgs): Promise<void> => {
    const { engine, label } = await engineInUse(context);
    const plans = await findPlans(context, engine, known, args);
    const free = plans.filter(({ container }) => !underWay.has(container.id));
    if (free.length < plans.length) void showNote(l10n.t('The update is under way.'));
    const wanted = await withoutLeftOvers(context, engine, free);
    if (wanted.length === 0 || !(await askUpdate(wanted, label))) return;
    for (const { container } of wanted) underWay.add(container.id);
    try {
      results(await updateAll(context, logins, engine, wanted));
    } finally {
      for (const { container } of wanted) underWay.delete(container.id);
    }
  };
}

async function findPlans(
  context: FeatureContext,
  engine: Engine,
  known: KnownUpdates,
  args: TargetArgs,
): Promise<readonly PlannedUpdate[]> {
  const images = await engine.images.list();
  const newerThan = (imageId: string, reference: string) => known.newerThan(imageId, reference);
  const wish = {
    question: l10n.t('Which containers to update?'),
    none: l10n.t('No container is known to be older than its tag. Check the images in use for newer versions first.'),
    fits: outdatedContainers(images, (imageId, reference) => newerThan(imageId, reference) !== undefined),
  };
  const { targets } = await findTargets(context, updateTargets(context), wish, args);
  return targets.map((container) => planUpdate(container, images, newerThan));
}

/** Containers, also by the rows of the tags that they were made of. */
function updateTargets({ access }: FeatureContext): TargetKind<Container> {
  return {
    ...containerTargets,
    ofNode: (node) => {
      if (node.kind !== 'image') return containerTargets.ofNode(node);
      const { image: own, reference } = node;
      const all = [...(access.resources.snapshot.container?.values() ?? [])];
      // Who uses the image by another of its tags follows that one.
      return all.filter(({ image, imageId }) =>
        reference === undefined ? imageId === own.id : taggedReference(image) === reference,
      );
    },
  };
}

/** Lets the person settle what cut-off updates have left; resolves with the rest. */
async function withoutLeftOvers(
  context: FeatureContext,
  engine: Engine,
  plans: readonly PlannedUpdate[],
): Promise<readonly PlannedUpdate[]> {
  if (plans.length === 0) return plans;
  const all = await engine.containers.list();
  const leftOf = ({ container }: PlannedUpdate) => leftOverOf(all, container.name);
  await settleLeftOvers(
    context,
    engine,
    plans.flatMap((plan) => leftOf(plan) ?? []),
  );
  return plans.filter((plan) => !leftOf(plan));
}

function askUpdate(plans: readonly PlannedUpdate[], engine: string): Promise<boolean> {
  const [first] = plans;
  const question =
    plans.length === 1 && first
      ? l10n.t('Update the container {0} on {1}?', first.container.name, engine)
      : l10n.t('Update {0} containers on {1}?', plans.length, engine);
  const lines = plans.map(({ container, to }) => {
    const newest = to === undefined ? l10n.t('newest') : shortId(to);
    return `${container.name}: ${container.image}, ${shortId(container.imageId)} → ${newest}`;
  });
  const detail = [
    listed(lines),
    l10n.t(
      'Each is stopped and made again with the same settings and volumes; what was written elsewhere inside is lost. The old one is kept until the new one is healthy, and put back if it is not.',
    ),
  ];
  return confirm(question, detail.join('\n\n'), l10n.t('Update'));
}

/** What became of the containers of an update. */
export type Updated = Awaited<ReturnType<typeof updateAll>>;

function updateAll(context: FeatureContext, logins: RegistryLogins, engine: Engine, plans: readonly PlannedUpdate[]) {
  const [first] = plans;
  const title =
    plans.length === 1 && first
      ? l10n.t('Updating {0}', first.container.name)
      : l10n.t('Updating {0} containers', plans.length);
  return withProgress(title, async (report, signal) => {
    const current: PlannedUpdate[] = [];
    const pulled = new Set<string>();
    const result = await runAll(
      plans,
      1,
      async (plan) => {
        const { name, id } = plan.container;
        const say = plans.length === 1 ? report : (words: string) => report(`${name}: ${words}`);
        if (plan.pull !== undefined && !pulled.has(plan.pull))
          await pull(context, logins, engine, { ...plan, pull: plan.pull }, say, signal);
        if (plan.pull !== undefined) pulled.add(plan.pull);
        const newId = await replaceContainer(engine, id, reporter(context, name, say), undefined, signal);
        if (newId === undefined) current.push(plan);
      },
      signal,
    );
    return { ...result, done: result.done.filter((plan) => !current.includes(plan)), current };
  });
}

async function pull(
  { commandLines }: FeatureContext,
  logins: RegistryLogins,
  engine: Engine,
  { pull: reference, container }: PlannedUpdate & { readonly pull: string },
  say: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const host = parseImageReference(reference)?.host ?? '';
  const auth = await logins.authFor(host, signal);
  const platform = await foreignPlatform(engine, container.imageId, signal);
  commandLines.add(['docker', 'pull', ...(platform ? ['--platform', platform] : []), reference]);
  const lines = engine.images.pull(reference, { ...(auth && { auth }), ...(platform && { platform }) }, signal);
  await reportTransfer(lines, (words) => say(`${l10n.t('Pulling {0}', reference)}: ${words}`));
}

/** The platform of an image that is not the engine's own, which a pull would change without a word. */
async function foreignPlatform(engine: Engine, imageId: string, signal: AbortSignal): Promise<string | undefined> {
  const [{ Os: os, Architecture: arch }, version] = await Promise.all([
    engine.images.inspect(imageId, signal),
    engine.version(signal),
  ]);
  return typeof arch === 'string' && arch !== '' && arch !== version.arch ? `${os}/${arch}` : undefined;
}

function reporter({ commandLines }: FeatureContext, name: string, say: (words: string) => void) {
  return {
    step: (step: UpdateStep) => {
      say(stepWords[step]());
      if (step === 'create') commandLines.note(l10n.t('{0} is made again with the same settings, by the API', name));
    },
    say: (words: readonly string[]) => commandLines.add(words),
  };
}

const stepWords: Record<UpdateStep, () => string> = {
  create: () => l10n.t('making the new container'),
  stop: () => l10n.t('stopping the old container'),
  start: () => l10n.t('starting the new container'),
  prove: () => l10n.t('waiting until the new container is healthy'),
  remove: () => l10n.t('removing the old container'),
  putBack: () => l10n.t('putting the old container back'),
};
