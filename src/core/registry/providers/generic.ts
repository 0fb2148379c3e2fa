import type { Page } from '../page.js';
import type { ProviderOptions, RegistryProvider } from '../provider.js';

/** Any registry that speaks the distribution API and nothing more. */
export function genericProvider({ client }: ProviderOptions): RegistryProvider {
  return {
    kind: 'generic',
    repositories: () => async (cursor, signal) => mapPage(await client.catalogPage(cursor, signal), asRepository),
    tags: (path) => {
      const fetchPage = client.tagsPage(path);
      return async (cursor, signal) => mapPage(await fetchPage(cursor, signal), asTag);
    },
  };
}

function mapPage<T, R>(page: Page<T>, map: (item: T) => R): Page<R> {
  return { ...page, items: page.items.map(map) };
}

const asRepository = (path: string) => ({ path });
const asTag = (name: string) => ({ name });
