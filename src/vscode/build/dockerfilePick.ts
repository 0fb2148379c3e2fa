import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { type TextDocument, type Uri, window, workspace } from 'vscode';
import type { DockerfileTarget } from '../../contributions/commands/build.js';
import { fileOf } from '../base/fileTarget.js';
import { showNote } from '../base/messages.js';

const namePattern = /^(?!.*\.dockerignore$)((docker|container)file(\..+)?|.+\.(docker|container)file)$/i;
const searchPattern =
  '**/{[Dd]ockerfile,[Dd]ockerfile.*,*.[Dd]ockerfile,[Cc]ontainerfile,[Cc]ontainerfile.*,*.[Cc]ontainerfile}';
const searchLimit = 1000;

/** The Dockerfile that is meant: the one given, the one in the active editor, or one that the person picks. */
export async function chooseDockerfile(target: DockerfileTarget | undefined): Promise<Uri | undefined> {
  const named = fileOf(target);
  if (named) return named;
  const active = window.activeTextEditor?.document;
  if (active && isDockerfile(active)) return active.uri;
  return pickDockerfile();
}

function isDockerfile(document: TextDocument): boolean {
  return document.languageId === 'dockerfile' || namePattern.test(path.posix.basename(document.uri.path));
}

async function pickDockerfile(): Promise<Uri | undefined> {
  const found = await workspace.findFiles(searchPattern, '**/node_modules/**', searchLimit);
  const uris = found.filter((uri) => namePattern.test(path.posix.basename(uri.path)));
  if (uris.length === 0) {
    void showNote(l10n.t('There is no Dockerfile in this workspace.'));
    return undefined;
  }
  if (uris.length === 1) return uris[0];
  const items = uris
    .map((uri) => ({ uri, label: workspace.asRelativePath(uri) }))
    .sort((a, b) => a.label.split('/').length - b.label.split('/').length || a.label.localeCompare(b.label));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Choose the Dockerfile to build') });
  return picked?.uri;
}
