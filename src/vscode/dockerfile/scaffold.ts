import * as l10n from '@vscode/l10n';
import { commands, type Disposable, FileType, Uri, window, workspace } from 'vscode';
import type { ProjectFacts, ProjectKind } from '../../core/dockerfile/features/scaffold/project.js';
import {
  detectKinds,
  projectKinds,
  type ScaffoldFile,
  scaffold,
  scaffoldFiles,
} from '../../core/dockerfile/features/scaffold/scaffold.js';
import { showNote } from '../base/messages.js';
import { ProposedTexts } from './proposedTexts.js';

/** Writes Docker files that suit a folder; asks what it is, on which port it listens, and which files are wanted. */
export class Scaffolder implements Disposable {
  readonly #proposals = new ProposedTexts();

  /** The command: on a folder of the Explorer, or on one of the workspace's. */
  readonly run = async (target?: unknown): Promise<void> => {
    const folder = target instanceof Uri ? target : await chooseFolder();
    if (!folder) return;
    const facts = await readFacts(folder);
    const kind = await chooseKind(facts);
    const port = kind && (await choosePort(kind));
    const wanted = port && (await chooseFiles(facts));
    if (!kind || !port || !wanted) return;
    const texts = scaffold(facts, { kind, port, name: folder.path.split('/').at(-1) ?? '' });
    for (const name of wanted) await this.#write(Uri.joinPath(folder, name), texts[name], facts.names.includes(name));
    if (wanted.includes('Dockerfile')) await window.showTextDocument(Uri.joinPath(folder, 'Dockerfile'));
  };

  async #write(uri: Uri, text: string, exists: boolean): Promise<void> {
    if (exists && !(await this.#mayReplace(uri, text))) return;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }

  /** Shows what would change before anything does. */
  async #mayReplace(uri: Uri, text: string): Promise<boolean> {
    const name = uri.path.split('/').at(-1) ?? '';
    const proposal = this.#proposals.show(name, text);
    await commands.executeCommand('vscode.diff', uri, proposal, l10n.t('{0}: as it is and as proposed', name));
    const replace = l10n.t('Replace');
    const keep = l10n.t('Keep Mine');
    const answer = await showNote(l10n.t('{0} exists already. Replace it?', name), replace, keep);
    await commands.executeCommand('workbench.action.closeActiveEditor');
    return answer === replace;
  }

  dispose(): void {
    this.#proposals.dispose();
  }
}

async function chooseFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void showNote(l10n.t('Open a folder first.'));
    return undefined;
  }
  return folders.length === 1 ? folders[0]?.uri : (await window.showWorkspaceFolderPick())?.uri;
}

/** The folder's names, and the texts of the files that say what it is. */
async function readFacts(folder: Uri): Promise<ProjectFacts> {
  const entries = await workspace.fs.readDirectory(folder);
  const names = entries.map(([name, type]) => ((type & FileType.Directory) !== 0 ? `${name}/` : name));
  const patterns = projectKinds.flatMap(({ reads }) => reads);
  const isRead = (name: string) =>
    patterns.some((pattern) => (pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern));
  const texts = new Map<string, string>();
  for (const name of names.filter(isRead)) {
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, name));
    if (bytes.length < maxBytes) texts.set(name, new TextDecoder().decode(bytes));
  }
  return { names, read: (name) => texts.get(name) };
}

const maxBytes = 1_000_000;

async function chooseKind(facts: ProjectFacts): Promise<ProjectKind | undefined> {
  const likely = detectKinds(facts);
  const others = projectKinds.filter((kind) => !likely.includes(kind));
  const items = [...likely, ...others].map((kind) => ({
    label: kind.title,
    ...(likely.includes(kind) && { description: l10n.t('found in this folder') }),
    project: kind,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Add Docker Files (1 of 3)'),
    placeHolder: l10n.t('What is in this folder?'),
  });
  return picked?.project;
}

async function choosePort({ port }: ProjectKind): Promise<number | undefined> {
  const answer = await window.showInputBox({
    title: l10n.t('Add Docker Files (2 of 3)'),
    prompt: l10n.t('Port on which the program listens'),
    value: String(port),
    validateInput: (text) => (isPort(text) ? undefined : l10n.t('A number from 1 to 65535.')),
  });
  return answer === undefined ? undefined : Number(answer);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

async function chooseFiles({ names }: ProjectFacts): Promise<readonly ScaffoldFile[] | undefined> {
  const items = scaffoldFiles.map((label) => ({
    label,
    picked: !names.includes(label),
    ...(names.includes(label) && { description: l10n.t('exists: the difference is shown first') }),
  }));
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t('Add Docker Files (3 of 3)'),
    placeHolder: l10n.t('Files to write'),
  });
  return picked?.map(({ label }) => label);
}
