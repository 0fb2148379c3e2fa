import type { EngineErrorReason } from '../core/engine/errors.js';
import type { Shows } from '../core/explorer/engineTree.js';

/** Keys that when-clauses read, without the prefix `longshore.`, with the type of their value. */
export interface ContextKeys {
  /** `unknown` until a view asks for the engine for the first time. */
  'engine.state': 'unknown' | 'connecting' | 'connected' | 'failed';
  /** Why `engine.state` is `failed`; empty while it is not. */
  'engine.failure': EngineErrorReason | '';
  'containers.shows': Shows;
  'containers.filtered': boolean;
  'containers.runningOnly': boolean;
  'images.shows': Shows;
  'images.filtered': boolean;
  'images.unusedOnly': boolean;
  'registries.filtered': boolean;
  /** The view of a build context was asked for. */
  'buildContext.shown': boolean;
}
