import { type Disposable, type TextDocument, workspace } from 'vscode';
import { type DockerfileDocument, type ParsedDockerfile, parseAgain } from '../../core/dockerfile/document.js';

/** Reads each open Dockerfile once for each of its versions; what did not change is not read again. */
export class Documents implements Disposable {
  readonly #parsed = new Map<TextDocument, ParsedDockerfile & { readonly version: number }>();
  readonly #closing: Disposable;

  constructor() {
    this.#closing = workspace.onDidCloseTextDocument((document) => this.#parsed.delete(document));
  }

  /** The document as it is now. */
  get(document: TextDocument): DockerfileDocument {
    const known = this.#parsed.get(document);
    if (known?.version === document.version) return known.document;
    const parsed = parseAgain(document.getText(), known?.cache);
    this.#parsed.set(document, { ...parsed, version: document.version });
    return parsed.document;
  }

  dispose(): void {
    this.#closing.dispose();
    this.#parsed.clear();
  }
}
