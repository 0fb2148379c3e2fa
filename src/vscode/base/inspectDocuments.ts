import { EventEmitter, languages, Uri, window, workspace } from 'vscode';
import type { InspectJson } from '../../core/engine/models.js';
import type { FeatureContext } from './featureContext.js';

/** Shows what an engine knows of an object as a read-only JSON document that is read anew at every opening. */
export type OpenInspect = (id: string, name: string) => Promise<void>;

/** @param scheme of the documents' addresses, one for each kind of object */
export function inspectDocuments(
  context: FeatureContext,
  scheme: string,
  read: (id: string) => Promise<InspectJson>,
): OpenInspect {
  const changes = context.disposables.add(new EventEmitter<Uri>());
  context.disposables.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: async ({ query }) => `${JSON.stringify(await read(query), undefined, 2)}\n`,
    }),
  );
  return async (id, name) => {
    const uri = Uri.from({ scheme, path: `/${name.replaceAll('/', '∕')}.json`, query: id });
    changes.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'json');
    await window.showTextDocument(document, { preview: true });
  };
}
