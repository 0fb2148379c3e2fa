import { type TextEditor, window, workspace } from 'vscode';
import type { TagNode } from '../../core/explorer/node.js';
import type { RegistryCatalog } from '../../core/registry/catalog.js';
import type { FeatureContext } from '../base/featureContext.js';
import { tagTargets } from './tagTargets.js';
import { referenceOf } from './tagVerbs.js';

/** Puts a tag into the FROM at the cursor of the Dockerfile in sight, as a new FROM there, or into a new Dockerfile. */
export function useInFromHandler({ selection }: FeatureContext, catalog: RegistryCatalog) {
  return async (target?: TagNode | string): Promise<void> => {
    const [tag] = await tagTargets(catalog, selection, [target]);
    if (!tag) return;
    const reference = referenceOf(tag);
    const editor = window.visibleTextEditors.find(({ document }) => document.languageId === 'dockerfile');
    if (editor) return putInto(editor, reference);
    const document = await workspace.openTextDocument({ language: 'dockerfile', content: `FROM ${reference}\n` });
    await window.showTextDocument(document);
  };
}

async function putInto(editor: TextEditor, reference: string): Promise<void> {
  const line = editor.document.lineAt(editor.selection.active.line);
  const match = /^(\s*FROM\s+(?:--\S+\s+)*)(\S+)/i.exec(line.text);
  await editor.edit((edit) => {
    if (!match) edit.insert(line.range.start, `FROM ${reference}\n`);
    else {
      const start = line.range.start.translate(0, match[1]?.length ?? 0);
      edit.replace(line.range.with(start, start.translate(0, match[2]?.length ?? 0)), reference);
    }
  });
  await window.showTextDocument(editor.document, editor.viewColumn);
}
