import type { EngineErrorReason } from '../core/engine/errors.js';
import type { WithoutRows } from '../core/explorer/engineTree.js';

/** Keys that when-clauses read, without the prefix `longshore.`, with the type of their value. */
export interface ContextKeys {
  /** `connecting` from when it takes long; `unknown` while no view asks for the engine. */
  'engine.state': 'unknown' | 'connecting' | 'connected' | 'failed';
  /** Why `engine.state` is, or was last, `failed`. */
  'engine.failure': EngineErrorReason;
  'containers.shows': WithoutRows | '';
  'containers.filtered': boolean;
  'containers.runningOnly': boolean;
  'images.shows': WithoutRows | '';
  'images.filtered': boolean;
  'images.unusedOnly': boolean;
  'registries.filtered': boolean;
  /** The view of a build context was asked for. */
  'buildContext.shown': boolean;
}
