import type { ContainerEngine } from '../engine/engine.js';
import { EngineError } from '../engine/errors.js';
import type { Container } from '../engine/models.js';
import type { SayCommand } from './steps.js';

const newSuffix = '.updating';
const oldSuffix = '.before-update';

/** The name of a container while it is not proven that it can take the place of another. */
export function newName(name: string): string {
  return name + newSuffix;
}

/** The name of a container whose place is taken, until it may go. */
export function oldName(name: string): string {
  return name + oldSuffix;
}

/** The containers that an update in progress, or one that was cut off, has made of one. */
export interface LeftOver {
  /** Whose update it is. */
  readonly name: string;
  /** The container under the name itself: the old one before the names are changed, then the new one. */
  readonly current?: Container;
  readonly old?: Container;
  readonly unnamed?: Container;
}

/** What an update has left of the container of this name, which may be one of the names that updates give. */
export function leftOverOf(containers: readonly Container[], containerName: string): LeftOver | undefined {
  const suffix = [newSuffix, oldSuffix].find((one) => containerName.endsWith(one)) ?? '';
  const name = containerName.slice(0, containerName.length - suffix.length);
  const find = (wanted: string) => containers.find((container) => container.name === wanted);
  const [current, old, unnamed] = [find(name), find(oldName(name)), find(newName(name))];
  if (!old && !unnamed) return undefined;
  return { name, ...(current && { current }), ...(old && { old }), ...(unnamed && { unnamed }) };
}

/** Removes the new container, wherever the update has got, and gives the old one its name back. */
export async function putBack(
  containers: ContainerEngine,
  name: string,
  { start }: { readonly start: boolean },
  say: SayCommand,
): Promise<void> {
  const { current, old, unnamed } = leftOverOf(await containers.list(), name) ?? {};
  for (const made of [unnamed, old && current]) {
    if (!made) continue;
    await containers.remove(made.id, { force: true, volumes: true });
    say(['docker', 'rm', '-f', '-v', made.name]);
  }
  if (old) {
    await containers.rename(old.id, name);
    say(['docker', 'rename', old.name, name]);
  }
  if (!start) return;
  try {
    await containers.start((old ?? current)?.id ?? name);
    say(['docker', 'start', name]);
  } catch (error) {
    if (!EngineError.is(error, 'notModified')) throw error;
  }
}

/** Removes what an update has left beside the container that has the name. */
export async function removeLeftOver(
  containers: ContainerEngine,
  { old, unnamed }: LeftOver,
  say: SayCommand,
): Promise<void> {
  for (const left of [old, unnamed]) {
    if (!left) continue;
    await containers.remove(left.id, { force: true });
    say(['docker', 'rm', '-f', left.name]);
  }
}
