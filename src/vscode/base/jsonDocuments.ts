import { EventEmitter, languages, Uri, window, workspace } from 'vscode';
import type { FeatureContext } from './featureContext.js';

/** Shows what is known of a subject under a name. */
export type OpenJson<T> = (name: string, subject: T) => Promise<void>;

/**
 * Read-only JSON documents, each read anew at every opening.
 * @param scheme of their addresses, one for each kind of subject; the subject itself stands in the address
 */
export function jsonDocuments<T>(
  { disposables }: FeatureContext,
  scheme: string,
  read: (subject: T) => Promise<string>,
): OpenJson<T> {
  const changes = disposables.add(new EventEmitter<Uri>());
  disposables.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: ({ query }) => read(JSON.parse(query) as T),
    }),
  );
  return async (name, subject) => {
    const path = `/${name.replaceAll('/', '∕')}.json`;
    const uri = Uri.from({ scheme, path, query: JSON.stringify(subject) });
    changes.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'json');
    await window.showTextDocument(document, { preview: true });
  };
}

/** JSON as people read it. */
export function indented(json: unknown): string {
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
