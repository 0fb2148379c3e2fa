import * as l10n from '@vscode/l10n';
import { shortId } from '../../core/base/format.js';
import type { DetailNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import { documentText } from '../../core/registry/documentText.js';
import type { FeatureContext } from '../base/featureContext.js';
import { jsonDocuments } from '../base/jsonDocuments.js';

const mostBytes = 32 * 1024 * 1024;

/** Shows a document that a registry keeps: an SBOM, a provenance, a signature's payload. */
export function openDocumentHandler(context: FeatureContext, catalog: RegistryCatalog) {
  const open = jsonDocuments(
    context,
    'longshore-registry-document',
    async ({ host, path, digest }: Pick<DetailNode, 'host' | 'path'> & { readonly digest: string }) => {
      const { client } = await catalog.registry(host);
      return documentText(await client.blob(path, digest, mostBytes)) ?? l10n.t('This is not a text.');
    },
  );
  return async (node?: DetailNode): Promise<void> => {
    if (node?.document === undefined) return;
    const { host, path, document: digest } = node;
    await open(shortId(digest), { host, path, digest });
  };
}
