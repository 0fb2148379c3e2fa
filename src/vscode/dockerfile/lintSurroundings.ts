import { type Disposable, type TextDocument, Uri, workspace } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';
import { defaultLintConfig, type LintConfig } from '../../core/dockerfile/lint/config.js';
import { readHadolintConfig } from '../../core/dockerfile/lint/hadolintConfig.js';
import type { BuildContexts } from '../base/buildContexts.js';
import { ignoreFileText, readText } from './contextFolder.js';

/** The files beside a Dockerfile that have a say in what is wrong with it. */
interface Surroundings {
  readonly config: LintConfig;
  /** Lines of the ignore file of the build context. */
  readonly dockerignore: readonly string[] | undefined;
}

const nothing: Surroundings = { config: defaultLintConfig, dockerignore: undefined };

/** Reads what stands around open Dockerfiles, once and again when it changes; says when it knows more. */
export class LintSurroundings implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #known = new Map<TextDocument, Surroundings>();

  constructor(
    private readonly contexts: BuildContexts,
    private readonly changed: () => void,
  ) {
    const watcher = workspace.createFileSystemWatcher('**/{*.dockerignore,.dockerignore,.hadolint.yaml,.hadolint.yml}');
    this.#disposables.add(watcher);
    const again = () => {
      for (const document of this.#known.keys()) void this.#read(document, true);
    };
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      this.#disposables.add(event(again));
    this.#disposables.add(contexts.onDidChange(again));
  }

  /** What is known at this moment; the first time that is nothing, and reading begins. */
  get(document: TextDocument): Surroundings {
    const known = this.#known.get(document);
    if (known) return known;
    this.#known.set(document, nothing);
    void this.#read(document, false);
    return nothing;
  }

  forget(document: TextDocument): void {
    this.#known.delete(document);
  }

  async #read(document: TextDocument, isAgain: boolean): Promise<void> {
    const [config, dockerignore] = await Promise.all([
      readConfig(document),
      readIgnoreLines(document, this.contexts.of(document.uri)),
    ]);
    if (!this.#known.has(document)) return;
    this.#known.set(document, { config: config ?? defaultLintConfig, dockerignore });
    if (config || dockerignore || isAgain) this.changed();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** The nearest hadolint configuration of the workspace folder: beside the Dockerfile or at the folder's root. */
async function readConfig(document: TextDocument): Promise<LintConfig | undefined> {
  const root = workspace.getWorkspaceFolder(document.uri)?.uri;
  if (!root) return undefined;
  for (const folder of [Uri.joinPath(document.uri, '..'), root]) {
    for (const name of ['.hadolint.yaml', '.hadolint.yml']) {
      const text = await readText(Uri.joinPath(folder, name));
      if (text !== undefined) return readHadolintConfig(text).config;
    }
  }
  return undefined;
}

async function readIgnoreLines(document: TextDocument, root: Uri | undefined): Promise<readonly string[] | undefined> {
  if (document.isUntitled || !root) return undefined;
  return (await ignoreFileText(document, root))?.split(/\r?\n/);
}
