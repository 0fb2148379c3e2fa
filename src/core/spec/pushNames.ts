import { familiarReference, type ImageReference } from '../base/imageReference.js';
import type { KnownRegistry } from '../registry/logins.js';

/** Names under which an image can be pushed: one for each registry that a person is connected to or logged in at. */
export function pushNames(reference: ImageReference | undefined, registries: readonly KnownRegistry[]): string[] {
  const path = reference?.path.split('/').at(-1) ?? 'image';
  const tag = reference?.tag ?? 'latest';
  const names = registries.flatMap(({ host, username, source }) => {
    if (host !== 'docker.io') return source === 'public' ? [] : [familiarReference({ host, path, tag })];
    return username ? [familiarReference({ host, path: `${username.toLowerCase()}/${path}`, tag })] : [];
  });
  return [...new Set(names)];
}
