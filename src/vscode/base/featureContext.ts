import type { ExtensionContext } from 'vscode';
import type { DisposableStore } from '../../core/base/disposable.js';
import type { Logger } from '../../core/base/logger.js';
import type { EngineAccess } from '../../core/engine/resources.js';
import type { CommandLines } from './commandLines.js';
import type { ReportError } from './reportError.js';
import type { RowSelection } from './rowSelection.js';

/** What the root hands to every feature. A feature adds all it makes to `disposables`. */
export interface FeatureContext {
  readonly disposables: DisposableStore;
  readonly access: EngineAccess;
  readonly logger: Logger;
  readonly report: ReportError;
  readonly extension: ExtensionContext;
  /** Every view of rows is tracked here; commands without a row look here. */
  readonly selection: RowSelection;
  /** Every action that changes something says its CLI equal here. */
  readonly commandLines: CommandLines;
}
