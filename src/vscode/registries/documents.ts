import * as l10n from '@vscode/l10n';
import { languages, Uri, window, workspace } from 'vscode';
import { shortId } from '../../core/base/format.js';
import type { DetailNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { documentText } from '../../core/registry/documentText.js';
import type { FeatureContext } from '../base/featureContext.js';

const scheme = 'longshore-registry-document';
const mostBytes = 32 * 1024 * 1024;

/** Shows a document that a registry keeps: an SBOM, a provenance, a signature's payload. */
export function openDocumentHandler({ disposables }: FeatureContext, catalog: RegistryCatalog) {
  disposables.add(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async ({ query }) => {
        const { host, path, digest } = JSON.parse(query) as { host: string; path: string; digest: string };
        const { client } = await catalog.registry(host);
        const text = documentText(await client.blob(path, digest, mostBytes));
        return text ?? l10n.t('This is not a text.');
      },
    }),
  );
  return async (node?: DetailNode): Promise<void> => {
    if (node?.document === undefined) return;
    const { host, path, document: digest } = node;
    const query = JSON.stringify({ host, path, digest });
    const uri = Uri.from({ scheme, path: `/${shortId(digest)}.json`, query });
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'json');
    await window.showTextDocument(document, { preview: true });
  };
}
