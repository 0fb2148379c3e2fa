import * as l10n from '@vscode/l10n';
import { arrangeContainers, arrangeImages } from '../../core/explorer/arrange.js';
import type { EngineTreeSource, TreeStatus } from '../../core/explorer/engineTree.js';
import { type IsBehind, outdatedContainers } from '../../core/explorer/outdated.js';

/** What is special about one of the two views. */
export interface EngineViewSpec extends EngineTreeSource {
  readonly id: 'containers' | 'images';
  readonly toggleKey: 'containers.runningOnly' | 'images.unusedOnly';
  /** Stands beside the view's title. */
  counts(counts: NonNullable<TreeStatus['counts']>): string;
  filterTitle(): string;
  filterPrompt(): string;
}

export const containersView = (isBehind: IsBehind): EngineViewSpec => ({
  id: 'containers',
  kinds: ['container', 'image'],
  toggleKey: 'containers.runningOnly',
  arrange: ({ container, image }, selection) => {
    const isOutdated = outdatedContainers(image?.values() ?? [], isBehind);
    return container && arrangeContainers(container.values(), selection, isOutdated);
  },
  counts: ({ active, total }) => l10n.t('{0} running / {1}', active, total),
  filterTitle: () => l10n.t('Filter Containers'),
  filterPrompt: () => l10n.t('Words, or name: image: status: health: label: project: port: (-status:exited excludes)'),
});

export const imagesView = (isBehind: IsBehind): EngineViewSpec => ({
  id: 'images',
  kinds: ['image', 'container'],
  toggleKey: 'images.unusedOnly',
  arrange: ({ image, container }, selection) => {
    if (!image || (selection.toggled && !container)) return undefined;
    return arrangeImages(image.values(), container?.values() ?? [], selection, isBehind);
  },
  counts: ({ active, total }) => l10n.t('{0} in use / {1}', active, total),
  filterTitle: () => l10n.t('Filter Images'),
  filterPrompt: () => l10n.t('Words, or repo: tag: label: id: is:unused is:dangling (-is:dangling excludes)'),
});
