import * as l10n from '@vscode/l10n';
import { commands, type TextDocument, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { BuildContextCommandArgs } from '../../contributions/commands/buildContext.js';
import type { HandlersOf } from '../../contributions/commands.js';
import { appendedPatterns } from '../../core/build/ignoreFile.js';
import type { BuildContexts } from '../base/buildContexts.js';
import type { FeatureContext } from '../base/featureContext.js';
import { showNote, showWarning } from '../base/messages.js';
import type { ContextView } from './contextView.js';
import { chooseDockerfile } from './dockerfilePick.js';

/** Shows what a build sends, and leaves things out of it; the view is made when it is first asked for. */
export function contextCommands(
  { disposables }: FeatureContext,
  contexts: BuildContexts,
): HandlersOf<BuildContextCommandArgs> {
  let view: ContextView | undefined;
  const open = async () => {
    const { ContextView } = await import('./contextView.js');
    view ??= disposables.add(new ContextView(contexts));
    return view;
  };
  return {
    'dockerfile.showContext': async (target) => {
      const dockerfile = await chooseDockerfile(target);
      if (!dockerfile) return;
      if (dockerfile.scheme !== 'file')
        return void showWarning(l10n.t('Only a Dockerfile on disk has a build context. Save it first.'));
      (await open()).show(dockerfile);
      await commands.executeCommand('longshore.buildContext.focus');
    },
    'buildContext.ignore': async (row, selection) => {
      const exclusion = await view?.exclusion(selection ?? (row ? [row] : []));
      if (exclusion) await addToIgnoreFile(exclusion.file, exclusion.patterns);
      view?.refresh();
    },
    'buildContext.openIgnoreFile': async () => {
      const exclusion = await view?.exclusion([]);
      if (exclusion) await window.showTextDocument(await openIgnoreFile(exclusion.file));
    },
    'buildContext.refresh': () => view?.refresh(),
    'buildContext.close': () => view?.close(),
  };
}

/** Adds lines at the end and saves, unless the person has unsaved lines of their own in the file. */
async function addToIgnoreFile(file: Uri, patterns: readonly string[]): Promise<void> {
  const document = await openIgnoreFile(file);
  const wasDirty = document.isDirty;
  const text = appendedPatterns(document.getText(), patterns);
  if (text === '') return;
  const edit = new WorkspaceEdit();
  edit.insert(file, document.lineAt(document.lineCount - 1).range.end, text);
  await workspace.applyEdit(edit);
  if (!wasDirty) await document.save();
  else void showNote(l10n.t('Save {0} for builds to see its new lines.', workspace.asRelativePath(file)));
}

async function openIgnoreFile(file: Uri): Promise<TextDocument> {
  const edit = new WorkspaceEdit();
  edit.createFile(file, { ignoreIfExists: true });
  await workspace.applyEdit(edit);
  return workspace.openTextDocument(file);
}
