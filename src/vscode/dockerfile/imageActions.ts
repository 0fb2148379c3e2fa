import * as l10n from '@vscode/l10n';
import { CodeAction, CodeActionKind, type Disposable, languages, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { DockerfileDocument } from '../../core/dockerfile/document.js';
import { type ImageCatalog, within } from '../../core/dockerfile/features/imageCatalog.js';
import { pinEdits, pinnedTag, retagEdit } from '../../core/dockerfile/features/imageEdits.js';
import { type ImagePlace, imageAt } from '../../core/dockerfile/features/images.js';
import { newerTags } from '../../core/registry/tagOrder.js';
import { showNote, showWarning } from '../base/messages.js';
import { readSetting } from '../base/settings.js';
import { dockerfiles, fromPosition, toEdits } from './convert.js';
import type { Documents } from './documents.js';

/** Longest wait in milliseconds of the light bulb and of a command for a registry. */
const bulbPatience = 1_000;
const commandPatience = 20_000;

/** The light bulb on an image: pin it, refresh its pin, take a newer version of the same variant. */
export function registerImageActions(documents: Documents, catalog: ImageCatalog): Disposable {
  const { RefactorRewrite } = CodeActionKind;
  return languages.registerCodeActionsProvider(
    dockerfiles,
    {
      provideCodeActions: async (document, { start }) => {
        const parsed = documents.get(document);
        const place = imageAt(parsed, fromPosition(start));
        if (!place) return [];
        const newer = readSetting('images.completion', document) ? await newerThan(place, catalog) : {};
        const titles: readonly (readonly [string | undefined, string])[] = [
          [newer.patch, l10n.t('Take the newest patch: {0}', newer.patch ?? '')],
          [newer.minor, l10n.t('Take the newest minor version: {0}', newer.minor ?? '')],
          [pinnedTag(place), place.reference.digest ? l10n.t('Refresh the digest') : l10n.t('Pin to the digest')],
        ];
        return titles.flatMap(([tag, title]) => {
          const isPin = tag === pinnedTag(place);
          if (tag === undefined || !retagEdit(parsed, place, tag)) return [];
          const action = new CodeAction(title, RefactorRewrite);
          const needsDigest = isPin || place.reference.digest !== undefined;
          if (needsDigest) {
            const command = 'longshore.dockerfile.pinImage';
            action.command = { title, command, arguments: [document.uri, fromPosition(start), tag] };
          } else action.edit = editOf(document.uri, parsed, place, tag);
          return [action];
        });
      },
    },
    { providedCodeActionKinds: [RefactorRewrite] },
  );
}

async function newerThan({ reference }: ImagePlace, catalog: ImageCatalog): Promise<ReturnType<typeof newerTags>> {
  const { host, path, tag } = reference;
  const tags = tag === undefined ? undefined : await within(catalog.tags(host, path), bulbPatience);
  return tags && tag !== undefined
    ? newerTags(
        tag,
        tags.map(({ name }) => name),
      )
    : {};
}

function editOf(uri: Uri, document: DockerfileDocument, place: ImagePlace, tag: string): WorkspaceEdit {
  const change = new WorkspaceEdit();
  const edit = retagEdit(document, place, tag);
  if (edit) change.set(uri, toEdits([edit]));
  return change;
}

/** Pins an image to the digest that a tag has now: the tag that the image has, or the one that is handed over. */
export function pinImageHandler(documents: Documents, catalog: ImageCatalog) {
  return async (file?: unknown, position?: { line: number; character: number }, newTag?: string): Promise<void> => {
    const editor = window.activeTextEditor;
    const document = file instanceof Uri ? await workspace.openTextDocument(file) : editor?.document;
    const at = position ?? (editor && fromPosition(editor.selection.active));
    const place = document && at && imageAt(documents.get(document), at);
    if (!document || !place) return void showNote(l10n.t('Put the cursor on an image in FROM or COPY --from.'));
    const { host, path } = place.reference;
    const tag = newTag ?? pinnedTag(place);
    if (tag === undefined)
      return void showNote(
        l10n.t(
          'This digest has no tag beside it or in a comment above it, so there is nothing to say what it should follow.',
        ),
      );
    const { version } = document;
    const facts = await within(catalog.facts(host, path, tag), commandPatience);
    if (!facts)
      return void showWarning(l10n.t('The registry {0} did not tell the digest of {1}.', host, `${path}:${tag}`));
    const parsed = documents.get(document);
    const still = document.version === version ? place : imageAt(parsed, at);
    const edits = still?.written === place.written ? pinEdits(parsed, still, tag, facts.digest, Date.now()) : [];
    if (edits.length === 0) return void showNote(l10n.t('The file does not say the tag of this image in one place.'));
    const change = new WorkspaceEdit();
    change.set(document.uri, toEdits(edits));
    await workspace.applyEdit(change);
  };
}
