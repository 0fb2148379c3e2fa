import { type Disposable, EventEmitter, InlayHint, languages, Position } from 'vscode';
import { DisposableStore } from '../../core/base/disposable.js';
import { type ImagePlace, localName } from '../../core/dockerfile/features/images.js';
import { type InlayHint as Hint, imageSizeHints, inlayHints } from '../../core/dockerfile/features/inlayHints.js';
import { onDidChangeSettings, readSetting } from '../base/settings.js';
import { dockerfiles } from './convert.js';
import type { Documents } from './documents.js';
import type { RegistryImages } from './registryImages.js';

/** What variables in FROM stand for, and how large and old images are, each where the person asked to see it. */
export function registerInlayHints(documents: Documents, images: RegistryImages): Disposable {
  const disposables = new DisposableStore();
  const changes = disposables.add(new EventEmitter<void>());
  disposables.add(images.onDidLearn(() => changes.fire()));
  disposables.add(onDidChangeSettings(['inlayHints.images', 'inlayHints.imageSize'], () => changes.fire()));
  disposables.add(
    languages.registerInlayHintsProvider(dockerfiles, {
      onDidChangeInlayHints: changes.event,
      provideInlayHints: (document) => {
        const parsed = documents.get(document);
        const resolved = readSetting('inlayHints.images', document) ? inlayHints(parsed) : [];
        const isSized = readSetting('inlayHints.imageSize', document);
        const mayAsk = readSetting('images.completion', document);
        const sizes = isSized ? imageSizeHints(parsed, (place) => sizeOf(place, images, mayAsk)) : [];
        return [...resolved, ...sizes].map(toHint);
      },
    }),
  );
  return disposables;
}

/** What is known at this moment; what a registry answers later makes the hints come again. */
function sizeOf(place: ImagePlace, images: RegistryImages, mayAsk: boolean) {
  images.local();
  const local = place.reference.digest ? undefined : images.localImage(localName(place));
  if (local || !mayAsk) return local;
  const { host, path, tag, digest } = place.reference;
  const answer = images.facts(host, path, digest ?? tag ?? 'latest');
  return 'known' in answer ? answer.known : undefined;
}

function toHint({ position, text }: Hint): InlayHint {
  const hint = new InlayHint(new Position(position.line, position.character), text);
  hint.paddingLeft = true;
  return hint;
}
