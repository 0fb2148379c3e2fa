import assert from 'node:assert/strict';
import type { Credential } from '../../../../src/core/registry/credential.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { dockerHubProvider } from '../../../../src/core/registry/providers/dockerHub.js';
import { readQuota } from '../../../../src/core/registry/quota.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { FakeRegistry, FakeServer, send } from '../../../support/fakeRegistry.js';
import { namedHosts } from '../../../support/namedHosts.js';

const digest = `sha256:${'a'.repeat(64)}`;
const login: Credential = { kind: 'password', username: 'me', password: 'dckr_pat_x' };

/** The parts of Docker Hub's API that we use, as its documentation shows them. */
function fakeHub(): FakeServer {
  return new FakeServer('hub', (request, _body, response) => {
    const { method, url, headers, body } = request;
    const { pathname, searchParams } = new URL(url, 'http://hub');
    const answer = (value: unknown, status = 200) => send(response, status, JSON.stringify(value));
    if (pathname === '/v2/auth/token') {
      const { identifier, secret } = JSON.parse(body) as Record<string, string>;
      if (secret !== 'dckr_pat_x') return answer({ detail: 'Incorrect authentication credentials' }, 401);
      return answer({ access_token: `jwt-of-${identifier}` });
    }
    if (pathname === '/v2/namespaces/library/repositories') {
      const page = Number(searchParams.get('page'));
      const results = [{ namespace: 'library', name: `image${page}`, pull_count: 5, star_count: 2, description: 'd' }];
      return answer({ next: page < 2 ? 'http://169.254.169.254/steal?page=2' : null, results });
    }
    if (pathname === '/v2/user/orgs/') {
      if (headers['authorization'] !== 'Bearer jwt-of-me') return answer({ detail: 'Unauthorized' }, 403);
      const isFirst = searchParams.get('page') === '1';
      return answer({
        next: isFirst ? 'more' : null,
        results: [{ orgname: isFirst ? 'acme' : 'umbrella' }, { id: 1 }],
      });
    }
    if (pathname === '/v2/namespaces/me/repositories') {
      const isMine = headers['authorization'] === 'Bearer jwt-of-me';
      return answer({ next: null, results: isMine ? [{ namespace: 'me', name: 'private' }] : [] });
    }
    if (pathname === '/v2/namespaces/library/repositories/nginx/tags') {
      const images = [
        { os: 'linux', architecture: 'amd64', size: 10 },
        { os: 'linux', architecture: 'arm64', variant: 'v8', size: 11 },
        { os: 'unknown', architecture: 'unknown', size: 1 },
      ];
      const tag = { name: '1.27', full_size: 70_000_000, digest, tag_last_pushed: '2024-05-01T00:00:00Z', images };
      return answer({ next: null, results: [tag, { name: 'bare' }, { name: '../evil' }, null] });
    }
    if (pathname === '/v2/search/repositories/') {
      const found = { repo_name: 'nginx', short_description: 'Official build', star_count: 9, is_official: true };
      return answer({ next: null, results: [found, { repo_name: 'me/nginx' }] });
    }
    if (method === 'DELETE' && pathname === '/v2/repositories/me/app/tags/1.0/')
      return send(response, headers['authorization'] ? 204 : 401, '');
    if (pathname.includes('limited')) {
      response.setHeader('x-retry-after', String(Math.floor(Date.now() / 1000) + 90));
      return answer({ detail: 'Rate limit exceeded' }, 429);
    }
    answer({ message: 'object not found' }, 404);
  });
}

describe('dockerHub', () => {
  let hub: FakeServer;
  before(async () => {
    hub = await fakeHub().start();
  });
  after(() => hub.stop());

  const provide = (credential?: Credential) => {
    const { transport, sent } = namedHosts({ 'https://hub.docker.com': hub });
    const options = { host: 'docker.io', transport, ...(credential && { credential }) };
    return { hub: dockerHubProvider({ ...options, client: new RegistryClient(options) }), sent };
  };

  it('lists official images without a login, page by page, and follows no address it is given', async () => {
    const { hub: provider, sent } = provide();
    assert.deepEqual(await provider.namespaces?.(), ['library']);
    const fetchPage = provider.repositories('library');
    const first = await fetchPage(undefined);
    assert.deepEqual(first.items, [{ path: 'library/image1', official: true, description: 'd', stars: 2, pulls: 5 }]);
    const second = await fetchPage(first.next);
    assert.equal(second.items[0]?.path, 'library/image2');
    assert.equal(second.next, undefined);
    assert.ok(sent.every(({ origin, authorization }) => origin === 'https://hub.docker.com' && !authorization));
  });

  it('lists own repositories with the login, which goes to Docker Hub alone', async () => {
    const { hub: provider, sent } = provide(login);
    assert.deepEqual(await provider.namespaces?.(), ['me', 'acme', 'umbrella', 'library']);
    const { items } = await provider.repositories('me')(undefined);
    assert.deepEqual(items, [{ path: 'me/private', official: false }]);
    assert.equal(sent.filter(({ path }) => path === '/v2/auth/token').length, 1);
  });

  it('goes on anonymously when the login is refused', async () => {
    const { hub: provider } = provide({ ...login, password: 'old' });
    assert.deepEqual(await provider.namespaces?.(), ['me', 'library']);
    assert.deepEqual((await provider.repositories('me')(undefined)).items, []);
    await assert.rejects(provider.untag?.('me/app', '1.0') ?? Promise.resolve(), (error) =>
      RegistryError.is(error, 'unauthorized'),
    );
  });

  it('reads size, age, digest and platforms of tags from the list', async () => {
    const { items } = await provide().hub.tags('library/nginx')(undefined);
    assert.deepEqual(items, [
      {
        name: '1.27',
        digest,
        size: 70_000_000,
        pushed: Date.UTC(2024, 4, 1),
        platforms: ['linux/amd64', 'linux/arm64/v8'],
      },
      { name: 'bare' },
    ]);
  });

  it('searches', async () => {
    const { items } = (await provide().hub.search?.('ngi nx&page=9')(undefined)) ?? { items: [] };
    assert.deepEqual(
      items.map(({ path, official }) => [path, official]),
      [
        ['library/nginx', true],
        ['me/nginx', false],
      ],
    );
  });

  it('takes single tags away', async () => {
    const { hub: provider, sent } = provide(login);
    await provider.untag?.('me/app', '1.0');
    assert.equal(sent.at(-1)?.method, 'DELETE');
  });

  it('tells what is left of the pulls by a HEAD, which is none', async () => {
    const registry = await new FakeRegistry().start();
    registry.addImage('ratelimitpreview/test', 'one', 'latest');
    let isLimited = true;
    registry.faults.push((_request, response) => {
      if (isLimited)
        response.setHeader('ratelimit-limit', '100;w=21600').setHeader('ratelimit-remaining', '76;w=21600');
      return false;
    });
    const { transport } = namedHosts({ 'https://registry-1.docker.io': registry });
    const ask = () => readQuota(new RegistryClient({ host: 'docker.io', transport }));
    assert.deepEqual(await ask(), { limit: 100, remaining: 76, window: 21600 });
    isLimited = false;
    assert.equal(await ask(), undefined);
    assert.ok(registry.requests.every(({ method, url }) => method === 'HEAD' || url === '/v2/'));
    await registry.stop();
  });

  it('says what is missing, for whom, and how long to wait', async () => {
    for (const [login, asker] of [
      [undefined, { kind: 'nobody' }],
      [
        { kind: 'password', username: 'me', password: 'dckr_pat_x' },
        { kind: 'user', name: 'me' },
      ],
      [{ kind: 'password', username: 'me', password: 'another' }, { kind: 'refused' }],
    ] as const)
      await assert.rejects(provide(login).hub.tags('me/missing')(undefined), (error) => {
        assert.ok(RegistryError.is(error, 'notFound'));
        assert.deepEqual(error.asker, asker);
        return true;
      });
    await assert.rejects(provide().hub.tags('me/limited')(undefined), (error) => {
      assert.ok(RegistryError.is(error, 'rateLimited'));
      assert.ok((error.retryAfter ?? 0) > 60);
      return true;
    });
  });

  it('knows the pages for people', () => {
    const { website } = provide().hub;
    assert.equal(website?.('library/nginx'), 'https://hub.docker.com/_/nginx');
    assert.equal(website?.('me/app', '1.0'), 'https://hub.docker.com/r/me/app/tags?name=1.0');
  });
});
