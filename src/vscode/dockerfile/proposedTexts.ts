import { type Disposable, Uri, workspace } from 'vscode';

const scheme = 'longshore-proposal';

/** Texts that are shown beside a file before they replace it. */
export class ProposedTexts implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider: Disposable;

  constructor() {
    this.#provider = workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ query }) => this.#texts.get(query) ?? '',
    });
  }

  /** The address of a document with the text. */
  show(name: string, text: string): Uri {
    const key = String(this.#texts.size);
    this.#texts.set(key, text);
    return Uri.from({ scheme, path: `/${name}`, query: key });
  }

  dispose(): void {
    this.#provider.dispose();
  }
}
