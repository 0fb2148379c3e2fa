import type { FakeRegistry } from './fakeRegistry.js';
import { FakeServer, send } from './fakeRegistry.js';

/**
 * The packages of one organisation as GitHub's API shows them: a version is a digest with all its tags, and the last
 * one with a tag stays. Source: https://docs.github.com/en/rest/packages/packages
 */
export class FakeGitHub extends FakeServer {
  private readonly ids: string[] = [];

  /** @param registry holds what the API shows */
  constructor(
    registry: FakeRegistry,
    owner: string,
    private readonly scopes: readonly string[] = ['read:packages', 'delete:packages'],
  ) {
    super('github', ({ method, url }, _body, response) => {
      const { pathname, searchParams } = new URL(url, 'http://github');
      const [, kind, login, name, id] =
        /^\/(users|orgs)\/([^/]+)\/packages\/container\/([^/]+)\/versions(?:\/(\d+))?$/.exec(pathname) ?? [];
      const answer = (status: number, value: unknown) => send(response, status, JSON.stringify(value));
      if (kind !== 'orgs' || login !== owner) return answer(404, { message: 'Not Found' });
      const { tags, manifests } = registry.repository(`${owner}/${decodeURIComponent(name ?? '')}`);
      const tagsOf = (digest: string) => [...tags].filter(([, of]) => of === digest).map(([tag]) => tag);
      if (method === 'GET') {
        const size = Number(searchParams.get('per_page'));
        const from = size * (Number(searchParams.get('page')) - 1);
        const versions = [...manifests.keys()].map((digest) => ({
          ...{ id: this.idOf(digest), name: digest, updated_at: '2024-05-01T00:00:00Z' },
          metadata: { package_type: 'container', container: { tags: tagsOf(digest) } },
        }));
        return answer(200, versions.slice(from, from + size));
      }
      const digest = this.ids[Number(id)] ?? '';
      if (!this.scopes.includes('delete:packages')) return answer(403, { message: 'Must have admin rights' });
      if (!manifests.has(digest)) return answer(404, { message: 'Package not found.' });
      const gone = tagsOf(digest);
      if (gone.length > 0 && gone.length === tags.size)
        return answer(400, { message: 'You cannot delete the last tagged version of a package.' });
      manifests.delete(digest);
      for (const tag of gone) tags.delete(tag);
      send(response, 204, '');
    });
  }

  private idOf(digest: string): number {
    if (!this.ids.includes(digest)) this.ids.push(digest);
    return this.ids.indexOf(digest);
  }
}
