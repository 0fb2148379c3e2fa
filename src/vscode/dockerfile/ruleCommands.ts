import * as l10n from '@vscode/l10n';
import { ConfigurationTarget, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { DockerfileCommandArgs } from '../../contributions/commands/dockerfile.js';
import type { HandlersOf } from '../../contributions/commands.js';
import { fileOf } from '../base/fileTarget.js';
import { showNote } from '../base/messages.js';
import { toEdits } from './convert.js';
import type { Linter } from './linter.js';
import { openRulePage } from './rulePages.js';

type RuleCommandArgs = Pick<
  DockerfileCommandArgs,
  'dockerfile.fixAll' | 'dockerfile.openRule' | 'dockerfile.turnOffRule'
>;

/** What the light bulb and the palette do with rules. */
export function ruleCommands(linter: Linter): HandlersOf<RuleCommandArgs> {
  return {
    'dockerfile.fixAll': (file) => fixAllIn(linter, file),
    'dockerfile.openRule': openRulePage,
    'dockerfile.turnOffRule': (code, file) => turnOff(code, file instanceof Uri ? file : undefined),
  };
}

async function fixAllIn(linter: Linter, file: unknown): Promise<void> {
  const named = fileOf(file);
  const document = named ? await workspace.openTextDocument(named) : window.activeTextEditor?.document;
  if (document?.languageId !== 'dockerfile') return void showNote(l10n.t('Open a Dockerfile first.'));
  const edits = toEdits(linter.fixAll(document));
  if (edits.length === 0) return void showNote(l10n.t('Nothing here can be fixed without a decision.'));
  const change = new WorkspaceEdit();
  change.set(document.uri, edits);
  await workspace.applyEdit(change);
}

/** Writes the rule into the settings: those of the workspace where there is one, else the person's own. */
async function turnOff(code: string, file: Uri | undefined): Promise<void> {
  const configuration = workspace.getConfiguration('longshore', file);
  const scopes = configuration.inspect<Record<string, string>>('lint.rules');
  const isInWorkspace = workspace.workspaceFolders !== undefined;
  const target = isInWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const known = isInWorkspace ? scopes?.workspaceValue : scopes?.globalValue;
  await configuration.update('lint.rules', { ...known, [code]: 'off' }, target);
}
