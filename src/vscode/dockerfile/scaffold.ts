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

/** Writes Docker files that suit a folder; asks what it is, which program of several, its port, and which files are wanted. */
export class Scaffolder implements Disposable {
  readonly #proposals = new ProposedTexts();

  /** The command: on a folder of the Explorer, or on one of the workspace's. */
  readonly run = async (target?: unknown): Promise<void> => {
    const folder = target instanceof Uri ? target : await chooseFolder();
    if (!folder) return;
    const facts = await readFacts(folder);
    const kind = await chooseKind(facts);
    const program = kind && (await chooseProgram(kind, facts));
    const port = kind && program !== undefined && (await choosePort(kind));
    const wanted = port && (await chooseFiles(facts));
    if (!kind || program === undefined || !port || !wanted) return;
    const texts = scaffold(facts, { kind, program, port, name: folder.path.split('/').at(-1) ?? '' });
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

/** The folder's names, those on top first, and the texts of the files that say what it is. */
async function readFacts(folder: Uri): Promise<ProjectFacts> {
  const names: string[] = [];
  let folders = [''];
  for (let depth = 0; depth <= maxDepth && names.length < maxNames; depth++) {
    const found = (await Promise.all(folders.map((path) => namesIn(folder, path)))).flat();
    names.push(...found);
    folders = found.filter((name) => name.endsWith('/') && !isPassedOver.test(name));
  }
  const texts = new Map<string, string>();
  for (const name of names.filter(isRead)) {
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, name));
    if (bytes.length < maxBytes) texts.set(name, new TextDecoder().decode(bytes));
  }
  return { names, read: (name) => texts.get(name) };
}

/** None in a folder that may not be read. */
async function namesIn(folder: Uri, path: string): Promise<string[]> {
  const entries = await workspace.fs.readDirectory(Uri.joinPath(folder, path)).then(undefined, () => []);
  return entries.map(([name, type]) => path + ((type & FileType.Directory) !== 0 ? `${name}/` : name)).sort();
}

const patterns = projectKinds.flatMap(({ reads }) => reads);

function isRead(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return patterns.some((pattern) => (pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern));
}

/** Folders in which no program of the project begins. */
const isPassedOver = /(?:^|\/)(?:\.[^/]*|node_modules|vendor|third_party|target|build|dist|obj|venv|__pycache__)\/$/;

const maxDepth = 3;
const maxNames = 5000;
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
    title: l10n.t('Add Docker Files'),
    placeHolder: l10n.t('What is in this folder?'),
  });
  return picked?.project;
}

/** Empty where there is nothing to choose. */
async function chooseProgram(kind: ProjectKind, facts: ProjectFacts): Promise<string | undefined> {
  const programs = kind.programs?.(facts) ?? [];
  if (programs.length < 2) return programs[0] ?? '';
  const placeHolder = l10n.t('Which program should run in the container?');
  return window.showQuickPick([...programs], { title: l10n.t('Add Docker Files'), placeHolder });
}

async function choosePort({ port }: ProjectKind): Promise<number | undefined> {
  const answer = await window.showInputBox({
    title: l10n.t('Add Docker Files'),
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
    title: l10n.t('Add Docker Files'),
    placeHolder: l10n.t('Files to write'),
  });
  return picked?.map(({ label }) => label);
}
