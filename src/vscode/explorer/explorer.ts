import type { ViewCommandArgs } from '../../contributions/commands/view.js';
import type { HandlersOf } from '../../contributions/commands.js';
import type { KnownUpdates } from '../../core/registry/knownUpdates.js';
import type { FeatureContext } from '../base/featureContext.js';
import { EngineView } from './engineView.js';
import { containersView, imagesView } from './views.js';

/** The views of containers and images. */
export function registerExplorer(context: FeatureContext, updates: KnownUpdates): HandlersOf<ViewCommandArgs> {
  const isBehind = (imageId: string, reference: string) => updates.newerThan(imageId, reference) !== undefined;
  const containers = context.disposables.add(new EngineView(containersView(isBehind), context, updates));
  const images = context.disposables.add(new EngineView(imagesView(isBehind), context, updates));
  const refresh = () => context.access.resources.refresh();
  return {
    'containers.filter': (text) => containers.filter(text),
    'containers.clearFilter': () => containers.filter(''),
    'containers.showRunningOnly': () => containers.toggle(true),
    'containers.showAll': () => containers.toggle(false),
    'containers.refresh': refresh,
    'images.filter': (text) => images.filter(text),
    'images.clearFilter': () => images.filter(''),
    'images.showUnusedOnly': () => images.toggle(true),
    'images.showAll': () => images.toggle(false),
    'images.refresh': refresh,
  };
}
