import type { ViewCommandArgs } from '../../contributions/commands/view.js';
import type { HandlersOf } from '../../contributions/commands.js';
import type { FeatureContext } from '../base/featureContext.js';
import { EngineView } from './engineView.js';
import { containersView, imagesView } from './views.js';

/** The views of containers and images. */
export function registerExplorer(context: FeatureContext): HandlersOf<ViewCommandArgs> {
  const containers = context.disposables.add(new EngineView(containersView, context));
  const images = context.disposables.add(new EngineView(imagesView, context));
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
