import * as l10n from '@vscode/l10n';
import type { QuickPickItem } from 'vscode';
import { formatAge, formatBytes } from '../../core/base/format.js';
import { isAlive } from '../../core/engine/containerState.js';
import type { Container } from '../../core/engine/models.js';
import { stateWords } from '../../core/explorer/kinds/container.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showNote } from '../base/messages.js';
import { pickMany } from '../base/pickMany.js';
import { engineInUse } from '../base/targets.js';
import { anonymousVolumes } from './containerTargets.js';
import { askRemoval, removeContainers } from './remove.js';

interface Row extends QuickPickItem {
  readonly container: Container;
}

/** Shows what would go and how much it holds, lets the person choose, asks, and removes just what was shown. */
export function pruneHandler(context: FeatureContext) {
  return async (): Promise<void> => {
    const { engine, label } = await engineInUse(context);
    const all = await engine.containers.list({ sizes: true });
    const stopped = all.filter((container) => !isAlive(container) && container.state !== 'removing');
    if (stopped.length === 0) {
      void showNote(l10n.t('No container is stopped: there is nothing to remove.'));
      return;
    }
    const picked = await pickMany({
      rows: stopped.map(toRow),
      title: (rows) => l10n.t('Remove {0} containers, {1}', rows.length, formatBytes(bytesOf(rows.map(containerOf)))),
      placeholder: l10n.t('Stopped containers to remove'),
    });
    if (!picked || picked.length === 0) return;
    const removal = await askRemoval(picked.map(containerOf), label);
    if (!removal) return;
    const gone = await removeContainers(context, engine, removal);
    if (gone.length === 0) return;
    const freed = formatBytes(bytesOf(gone));
    void showNote(l10n.t('Removed {0} containers and freed {1}.', gone.length, freed));
  };
}

function toRow(container: Container): Row {
  const volumes = anonymousVolumes(container).length;
  const facts = [
    formatBytes(container.sizeRw ?? 0),
    formatAge(container.created, Date.now()),
    container.image,
    ...(volumes > 0 ? [l10n.t('anonymous volumes: {0}', volumes)] : []),
  ];
  return {
    container,
    // What never ran may have been made for later.
    picked: container.state !== 'created',
    label: container.name,
    description: stateWords(container),
    detail: facts.join(' · '),
  };
}

function containerOf({ container }: Row): Container {
  return container;
}

function bytesOf(containers: readonly Container[]): number {
  return containers.reduce((sum, { sizeRw = 0 }) => sum + sizeRw, 0);
}
