import { errorText } from '../base/errors.js';
import { taggedReference } from '../base/imageReference.js';
import type { Engine } from '../engine/engine.js';
import { EngineError } from '../engine/errors.js';
import type { Container, InspectJson } from '../engine/models.js';
import { Row } from '../engine/row.js';
import { UpdateError } from './errors.js';
import { leftOverOf, newName, oldName, putBack } from './leftOvers.js';
import { type ProofTimes, proveContainer, usualProof } from './proof.js';
import { type Recreation, recreation } from './recreate.js';
import type { UpdateReport } from './steps.js';

interface Plan extends Recreation {
  readonly id: string;
  readonly name: string;
  /** Whether it ran, and is to run again. */
  readonly runs: boolean;
}

/**
 * Puts a container with the image that the tag means now in the place of one with an older image. The old one stays
 * until the new one has proven itself, and is put back as it was after a failure or an abort. Resolves with the id of
 * the new one; undefined where the container has that image already.
 */
export async function replaceContainer(
  engine: Engine,
  id: string,
  report: UpdateReport,
  times: ProofTimes = usualProof,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const plan = await planOf(engine, id, signal);
  if (!plan) return undefined;
  const { containers } = engine;
  const newId = await takePlace(engine, plan, report, times, signal).catch(async (error: unknown) => {
    report.step('putBack');
    await putBack(containers, plan.name, { start: plan.runs }, report.say).catch((second: unknown) => {
      throw new UpdateError('notPutBack', errorText(second), { cause: error });
    });
    throw error;
  });
  report.step('remove');
  await containers.remove(id, { force: true }).catch((error: unknown) => {
    throw new UpdateError('oldNotRemoved', errorText(error), { cause: error });
  });
  report.say(['docker', 'rm', oldName(plan.name)]);
  return newId;
}

async function planOf(engine: Engine, id: string, signal?: AbortSignal): Promise<Plan | undefined> {
  const container = await engine.containers.inspect(id, signal);
  const row = new Row(container);
  const name = row.text('Name').replace(/^\//, '');
  const reference = new Row(row.record('Config')).text('Image');
  refuse(row, reference);
  const all = await engine.containers.list({}, signal);
  const left = leftOverOf(all, name);
  if (left) throw new UpdateError('leftOver', left.name);
  const guests = await guestsOf(engine, id, all, signal);
  if (guests.length > 0) throw new UpdateError('sharesNetwork', guests.join(', '));
  const [oldImage, newImage] = [
    await engine.images.inspect(row.text('Image'), signal),
    await engine.images.inspect(reference, signal),
  ];
  if (idOf(newImage) === idOf(oldImage)) return undefined;
  const runs = new Row(row.record('State')).optionalFlag('Running') === true;
  return { id, name, runs, ...recreation(container, oldImage, idOf(newImage)) };
}

function refuse(container: Row, reference: string): void {
  if (taggedReference(reference) === undefined) throw new UpdateError('fixed', reference);
  if (new Row(container.record('HostConfig')).optionalFlag('AutoRemove')) throw new UpdateError('removesItself');
  if (new Row(container.record('State')).optionalFlag('Paused')) throw new UpdateError('paused');
}

/** The names of the containers in the network of another, which the list shows without a network. */
async function guestsOf(
  { containers }: Engine,
  id: string,
  all: readonly Container[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const guest of all.filter(({ networks }) => networks.length === 0)) {
    const hostConfig = new Row(new Row(await containers.inspect(guest.id, signal)).record('HostConfig'));
    if (hostConfig.text('NetworkMode') === `container:${id}`) names.push(guest.name);
  }
  return names;
}

function idOf(image: InspectJson): string {
  return new Row(image).text('Id');
}

/**
 * Calls that change something run to their end also after an abort, which is looked at between them: a call that was cut
 * off may still come to pass.
 */
async function takePlace(
  { containers }: Engine,
  { id, name, runs, body, networks }: Plan,
  { step, say }: UpdateReport,
  times: ProofTimes,
  signal?: AbortSignal,
): Promise<string> {
  step('create');
  const { id: newId } = await containers.createFrom(newName(name), body);
  for (const network of networks) {
    await containers.connect(newId, network.name, network.endpoint);
    say(['docker', 'network', 'connect', network.name, newName(name)]);
  }
  signal?.throwIfAborted();
  if (runs) step('stop');
  if (runs) await containers.stop(id).catch(ignoreStopped);
  if (runs) say(['docker', 'stop', name]);
  signal?.throwIfAborted();
  await containers.rename(id, oldName(name));
  say(['docker', 'rename', name, oldName(name)]);
  await containers.rename(newId, name);
  say(['docker', 'rename', newName(name), name]);
  if (!runs) return newId;
  step('start');
  await containers.start(newId);
  say(['docker', 'start', name]);
  step('prove');
  await proveContainer(containers, newId, times, signal);
  return newId;
}

/** It may have ended by itself. */
function ignoreStopped(error: unknown): void {
  if (!EngineError.is(error, 'notModified')) throw error;
}
