import * as l10n from '@vscode/l10n';
import type { Engine } from '../../core/engine/engine.js';
import { EngineError } from '../../core/engine/errors.js';
import { type ImageTag, imagesNamed, imageTags } from '../../core/engine/lookup.js';
import type { ContainerSpec, InspectJson } from '../../core/engine/models.js';
import type { RegistryLogins } from '../../core/registry/logins.js';
import { suggestContainerName } from '../../core/spec/names.js';
import { exposedPorts, type PublishedPort } from '../../core/spec/ports.js';
import { parsePullLine } from '../../core/spec/pullLine.js';
import type { FeatureContext } from '../base/featureContext.js';
import { askWithHistory } from '../base/history.js';
import { readSetting } from '../base/settings.js';
import { type EngineInUse, engineInUse, findTarget, type TargetArgs } from '../base/targets.js';
import { announceRun } from './announceRun.js';
import { imageTargets, referenceOf } from './imageTargets.js';
import { launch } from './launch.js';
import { pullImage } from './pull.js';
import { referenceProblem } from './referenceProblem.js';
import { askOptions } from './runOptions.js';

/** A local image that is to be run. */
export interface Runnable extends EngineInUse {
  readonly target: ImageTag;
  readonly inspect: InspectJson;
}

/** Runs at once with defaults; resolves with the container's id for callers from code. */
export function runHandler(context: FeatureContext, logins: RegistryLogins) {
  return async (...args: TargetArgs): Promise<string | undefined> => {
    const runnable = await findRunnable(context, logins, args);
    if (!runnable) return undefined;
    return run(context, runnable, await defaultSpec(runnable));
  };
}

/** Runs with what the person sets. */
export function runWithOptionsHandler(context: FeatureContext, logins: RegistryLogins) {
  return async (...args: TargetArgs): Promise<string | undefined> => {
    const runnable = await findRunnable(context, logins, args);
    if (!runnable) return undefined;
    const spec = await askOptions(context, runnable, await defaultSpec(runnable));
    return spec && run(context, runnable, spec);
  };
}

async function run(
  context: FeatureContext,
  { engine, target }: Runnable,
  spec: ContainerSpec,
): Promise<string | undefined> {
  const launched = await launch(context, engine, spec);
  if (launched) announceRun(context.report, engine, target, launched);
  return launched?.id;
}

/** The image of a command's arguments; one that is not there is pulled first, as `docker run` does. */
export async function findRunnable(
  context: FeatureContext,
  logins: RegistryLogins,
  [target]: TargetArgs,
): Promise<Runnable | undefined> {
  const inUse = await engineInUse(context);
  const found = await findImage(context, logins, inUse.engine, target);
  return found && { ...inUse, target: found, inspect: await inUse.engine.images.inspect(referenceOf(found)) };
}

async function findImage(
  context: FeatureContext,
  logins: RegistryLogins,
  engine: Engine,
  target: TargetArgs[0],
): Promise<ImageTag | undefined> {
  const selected = context.selection.nodes.flatMap((node) => imageTargets.ofNode(node));
  if (target === undefined && selected.length === 0) {
    const text = await askImage(context, engine);
    return text === undefined ? undefined : localOrPulled(context, logins, engine, text);
  }
  if (typeof target === 'string') return localOrPulled(context, logins, engine, target);
  const wish = { question: l10n.t('Which image to run?'), none: l10n.t('There is no image.') };
  return (await findTarget(context, imageTargets, wish, [target]))?.target;
}

async function askImage(context: FeatureContext, engine: Engine): Promise<string | undefined> {
  const tags = imageTags(await engine.images.list()).flatMap(({ reference }) => reference ?? []);
  return askWithHistory(context.extension.globalState, 'run.history', {
    title: l10n.t('Run an image'),
    placeholder: l10n.t('A local image, or the name of one to pull'),
    known: tags,
    problem: (text) =>
      parsePullLine(text) ? undefined : (referenceProblem(text) ?? l10n.t('This is not the name of an image.')),
  });
}

async function localOrPulled(
  context: FeatureContext,
  logins: RegistryLogins,
  engine: Engine,
  text: string,
): Promise<ImageTag | undefined> {
  const images = imageTags(await engine.images.list());
  const [local] = imageTargets.named(images, text);
  if (local)
    return (await findTarget(context, imageTargets, { question: l10n.t('Which image?'), none: '' }, [text]))?.target;
  const line = parsePullLine(text);
  if (!line) throw new EngineError('notFound', imageTargets.unknown(text));
  context.logger.info(`${line.reference} is not local: pulling it`);
  const changed = await pullImage(context, logins, engine, line);
  if (changed === undefined) return undefined;
  return imagesNamed(await engine.images.list(), line.reference)[0];
}

async function defaultSpec({ engine, target, inspect }: Runnable): Promise<ContainerSpec> {
  const taken = new Set((await engine.containers.list()).map(({ name }) => name));
  const name = target.reference === undefined ? undefined : suggestContainerName(target.reference, taken);
  return { image: referenceOf(target), ports: defaultPorts(engine, inspect), ...(name !== undefined && { name }) };
}

/** Every exposed port as the setting wants it; a loopback address of a host elsewhere would be of no use. */
function defaultPorts(engine: Engine, inspect: InspectJson): readonly PublishedPort[] {
  const publish = readSetting('run.publish');
  if (publish === 'none') return [];
  const isLocal = publish === 'localhost' && engine.endpoint.kind === 'socket';
  return exposedPorts(inspect).map((port) => ({
    ...port,
    hostPort: port.containerPort,
    ...(isLocal && { hostIp: '127.0.0.1' }),
  }));
}
