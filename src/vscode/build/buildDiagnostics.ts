import * as l10n from '@vscode/l10n';
import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  languages,
  Range,
  type TextDocumentChangeEvent,
  type Uri,
  workspace,
} from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable.js';
import type { BuildProblem } from '../../core/build/problems.js';

/** Shows what a build said about lines of a Dockerfile, until the next build or until such a line is edited. */
export class BuildDiagnostics implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly collection: DiagnosticCollection;

  constructor() {
    this.collection = this.disposables.add(languages.createDiagnosticCollection('longshore.build'));
    this.disposables.add(workspace.onDidChangeTextDocument((change) => this.follow(change)));
  }

  show(dockerfile: Uri, problems: readonly BuildProblem[]): void {
    const diagnostics = problems.flatMap(toDiagnostic);
    this.collection.set(dockerfile, diagnostics);
  }

  clear(dockerfile: Uri): void {
    this.collection.delete(dockerfile);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Drops what stands on edited lines and moves what stands below them. */
  private follow({ document, contentChanges }: TextDocumentChangeEvent): void {
    const before = this.collection.get(document.uri);
    if (!before || before.length === 0 || contentChanges.length === 0) return;
    let diagnostics = [...before];
    for (const { range, text } of contentChanges) {
      const added = text.split('\n').length - 1 - (range.end.line - range.start.line);
      diagnostics = diagnostics
        .filter((diagnostic) => !touches(range, text, diagnostic.range))
        .map((diagnostic) => (diagnostic.range.start.line >= range.end.line ? moved(diagnostic, added) : diagnostic));
    }
    this.collection.set(document.uri, diagnostics);
  }
}

function toDiagnostic({ severity, message, range }: BuildProblem): Diagnostic[] {
  if (!range) return [];
  const place = new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  const isError = severity === 'error';
  const diagnostic = new Diagnostic(
    place,
    isError ? l10n.t('The build failed here: {0}', message) : message,
    isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Information,
  );
  diagnostic.source = 'longshore';
  diagnostic.code = isError ? 'build-failed' : 'build-warning';
  return [diagnostic];
}

/** Whole lines put in or taken out right above leave the diagnostic's own lines as they are. */
function touches(edit: Range, text: string, place: Range): boolean {
  const isAbove = edit.end.line === place.start.line && edit.end.character === 0;
  const keepsLine = text.endsWith('\n') || (text === '' && edit.start.character === 0);
  if (isAbove && keepsLine) return false;
  return edit.start.line <= place.end.line && edit.end.line >= place.start.line;
}

function moved(diagnostic: Diagnostic, lines: number): Diagnostic {
  if (lines === 0) return diagnostic;
  const { start, end } = diagnostic.range;
  const range = new Range(start.translate(lines), end.translate(lines));
  return Object.assign(new Diagnostic(range, diagnostic.message, diagnostic.severity), {
    source: diagnostic.source,
    code: diagnostic.code,
  });
}
