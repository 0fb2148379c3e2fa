import { type Disposable, type TextDocument, workspace } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';
import type { Logger } from '../../core/base/logger.js';
import { findShellcheck, ShellcheckProgram } from '../../core/dockerfile/lint/shellcheck/program.js';
import { type ShellcheckLookup, ShellcheckResults } from '../../core/dockerfile/lint/shellcheck/results.js';
import { readSetting } from '../base/settings.js';
import type { Documents } from './documents.js';

/** Milliseconds without a keystroke before a program is started. */
const typingPause = 400;

interface Asked {
  readonly results: ShellcheckResults;
  timer?: NodeJS.Timeout;
  running?: AbortController;
}

/** Asks an installed ShellCheck about the scripts of open Dockerfiles, one run at a time, when their writer rests. */
export class Shellchecks implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #asked = new Map<TextDocument, Asked>();
  #program: Promise<ShellcheckProgram | undefined> | undefined;

  constructor(
    private readonly documents: Documents,
    private readonly logger: Logger,
    private readonly changed: (document: TextDocument) => void,
  ) {
    // A folder that is opened later may be one that the program lies in.
    this.#disposables.add(workspace.onDidChangeWorkspaceFolders(() => this.again()));
  }

  /** What is known of a document's scripts; undefined where ShellCheck is not used. */
  lookup(document: TextDocument): ShellcheckLookup | undefined {
    return isWanted(document) ? this.#asked.get(document)?.results.lookup : undefined;
  }

  /** Looks for the program again and forgets what it said. */
  again(): void {
    this.#program = undefined;
    for (const document of [...this.#asked.keys()]) this.forget(document);
  }

  /** Asks soon about what is new in a document; what is being asked is given up. */
  soon(document: TextDocument): void {
    this.#stop(document);
    if (!isWanted(document)) return;
    const asked = this.#asked.get(document) ?? {
      results: new ShellcheckResults(async (...given) => (await this.#find())?.run(...given)),
    };
    this.#asked.set(document, asked);
    asked.timer = setTimeout(() => void this.#ask(document, asked), typingPause);
  }

  forget(document: TextDocument): void {
    this.#stop(document);
    this.#asked.delete(document);
  }

  #stop(document: TextDocument): void {
    const asked = this.#asked.get(document);
    clearTimeout(asked?.timer);
    asked?.running?.abort();
  }

  async #ask(document: TextDocument, asked: Asked): Promise<void> {
    const running = new AbortController();
    asked.running = running;
    if (!(await this.#find())) return;
    const isNew = await asked.results.update(this.documents.get(document), 1, running.signal);
    if (isNew && !running.signal.aborted) this.changed(document);
  }

  #find(): Promise<ShellcheckProgram | undefined> {
    this.#program ??= this.#search();
    return this.#program;
  }

  async #search(): Promise<ShellcheckProgram | undefined> {
    const forbidden = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const file = await findShellcheck({ searchPath: process.env['PATH'] ?? '', forbidden });
    this.logger.info(file === undefined ? 'There is no shellcheck on the PATH.' : `Scripts are checked by ${file}.`);
    return file === undefined ? undefined : new ShellcheckProgram(file);
  }

  dispose(): void {
    for (const document of [...this.#asked.keys()]) this.forget(document);
    this.#disposables.dispose();
  }
}

function isWanted(document: TextDocument): boolean {
  return readSetting('lint.shellcheck', document) === 'auto';
}
