import * as l10n from '@vscode/l10n';
import { shortId } from '../../core/base/format.js';
import { containersNamed } from '../../core/engine/lookup.js';
import type { Container } from '../../core/engine/models.js';
import type { TargetKind } from '../base/targets.js';

/** Containers as what commands act on. */
export const containerTargets: TargetKind<Container> = {
  ofNode: (node) => {
    if (node.kind === 'container') return [node.container];
    return node.kind === 'group' ? node.containers.map(({ container }) => container) : [];
  },
  list: (engine) => engine.containers.list(),
  named: containersNamed,
  key: ({ id }) => id,
  item: ({ name, image, status, id }) => ({ label: name, description: image, detail: `${status}  ${shortId(id)}` }),
  unknown: (text) => l10n.t('No container has the name or id "{0}".', text),
};

export function isRunning({ state }: Container): boolean {
  return state === 'running';
}

export function isPaused({ state }: Container): boolean {
  return state === 'paused';
}

/** The names of the volumes that were made for this container alone, without a name of their own. */
export function anonymousVolumes({ mounts }: Container): readonly string[] {
  return mounts
    .filter(({ type, source }) => type === 'volume' && /^[0-9a-f]{64}$/.test(source))
    .map(({ source }) => source);
}
