import * as l10n from '@vscode/l10n';
import {
  Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSelector,
  type Event,
  languages,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import { delay } from '../../core/base/async.js';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import { isAbort } from '../../core/base/errors.js';
import { type IgnoreLine, readIgnoreLines, unusedLines } from '../../core/build/ignoreFile.js';
import { watchContext } from '../base/contextWatch.js';

/** Milliseconds without a keystroke or a change on disk before the context is walked. */
const pause = 500;

/** Marks lines that are no pattern at once, and a little later those that change nothing in the context as it is. */
export class IgnoreDiagnostics implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #collection = this.#disposables.add(languages.createDiagnosticCollection('longshore.ignore'));
  readonly #looking = new Map<TextDocument, { readonly watcher: Disposable; walk: AbortController }>();

  constructor(
    private readonly files: DocumentSelector,
    private readonly contextOf: (document: TextDocument) => Uri,
    contextsChange: Event<void>,
  ) {
    const subscriptions = [
      workspace.onDidOpenTextDocument((document) => this.#look(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#look(document)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      contextsChange(() => this.#lookAtAll()),
    ];
    for (const subscription of subscriptions) this.#disposables.add(subscription);
    this.#lookAtAll();
  }

  #lookAtAll(): void {
    for (const document of workspace.textDocuments) this.#look(document);
  }

  #look(document: TextDocument): void {
    if (languages.match(this.files, document) === 0) return;
    const known = this.#looking.get(document) ?? { watcher: this.#watch(document), walk: new AbortController() };
    this.#looking.set(document, known);
    known.walk.abort();
    known.walk = new AbortController();
    const lines = readIgnoreLines(document.getText());
    const invalid = lines.filter(({ isValid }) => !isValid).map(toInvalid);
    if (invalid.length > 0) this.#collection.set(document.uri, invalid);
    void this.#walk(document, lines, invalid, known.walk.signal);
  }

  async #walk(
    document: TextDocument,
    lines: readonly IgnoreLine[],
    invalid: readonly Diagnostic[],
    signal: AbortSignal,
  ): Promise<void> {
    const context = this.contextOf(document);
    try {
      await delay(pause, signal);
      const unused = context.scheme === 'file' ? await unusedLines(context.fsPath, lines, signal) : [];
      if (!signal.aborted) this.#collection.set(document.uri, [...invalid, ...unused.map(toUnused)]);
    } catch (error) {
      // What cannot be read says nothing about lines.
      if (!isAbort(error)) this.#collection.set(document.uri, [...invalid]);
    }
  }

  #watch(document: TextDocument): Disposable {
    return watchContext(this.contextOf(document), () => this.#look(document), { changes: false });
  }

  #forget(document: TextDocument): void {
    const known = this.#looking.get(document);
    known?.walk.abort();
    known?.watcher.dispose();
    this.#looking.delete(document);
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    for (const document of this.#looking.keys()) this.#forget(document);
    this.#disposables.dispose();
  }
}

function toInvalid(line: IgnoreLine): Diagnostic {
  const message = l10n.t('This is no pattern: a [ without its ], an empty [], or a \\ at the end. Builds fail.');
  return toDiagnostic(line, message, DiagnosticSeverity.Error, 'ignore-pattern-invalid');
}

function toUnused(line: IgnoreLine): Diagnostic {
  const message = l10n.t('This line changes nothing now: no path matches it, or lines before it decide already.');
  const diagnostic = toDiagnostic(line, message, DiagnosticSeverity.Hint, 'ignore-pattern-unused');
  diagnostic.tags = [DiagnosticTag.Unnecessary];
  return diagnostic;
}

function toDiagnostic({ line, start, end }: IgnoreLine, text: string, severity: DiagnosticSeverity, code: string) {
  const diagnostic = new Diagnostic(new Range(line, start, line, end), text, severity);
  diagnostic.source = 'longshore';
  diagnostic.code = code;
  return diagnostic;
}
