import assert from 'node:assert/strict';
import type { Credential } from '../../../../src/core/registry/credential.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { providerFor } from '../../../../src/core/registry/providerFor.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { deleteTag } from '../../../../src/core/registry/tagDelete.js';
import { FakeRegistry, FakeServer, type SeenRequest, send } from '../../../support/fakeRegistry.js';
import { FakeTokenServer } from '../../../support/fakeTokenServer.js';
import { namedHosts } from '../../../support/namedHosts.js';

const digest = `sha256:${'a'.repeat(64)}`;
const signed = `sha256:${'b'.repeat(64)}`;
const login: Credential = { kind: 'password', username: 'me', password: 'token' };

describe('providers', () => {
  const running: FakeServer[] = [];
  const started = async <T extends FakeServer>(server: T): Promise<T> => {
    await server.start();
    running.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  /** A server that answers paths from a table with JSON, 404 for others. */
  const api = (answers: Record<string, (request: SeenRequest) => unknown>) =>
    started(
      new FakeServer('api', (request, _body, response) => {
        const key = Object.keys(answers).find((path) => `${request.method} ${request.url}`.startsWith(path));
        const answer = key === undefined ? undefined : answers[key]?.(request);
        send(response, answer === undefined ? 404 : 200, JSON.stringify(answer ?? { message: 'no' }));
      }),
    );

  const provide = async (host: string, servers: Record<string, FakeServer>, credential?: Credential) => {
    const { transport, sent } = namedHosts(servers);
    const options = { host, transport, ...(credential && { credential }) };
    const client = new RegistryClient(options);
    return { provider: await providerFor({ ...options, client }), client, sent };
  };

  it('GHCR lists the packages of a token, and its tags with digest and time', async () => {
    const github = await api({
      'GET /user/packages': () => [{ name: 'App', owner: { login: 'Owner' } }],
      'GET /users/owner/packages/container/app/versions': () => [
        { name: digest, updated_at: '2024-05-01T00:00:00Z', metadata: { container: { tags: ['v1', 'latest'] } } },
        { name: digest, metadata: { container: { tags: [] } } },
      ],
    });
    const registry = await started(new FakeRegistry());
    registry.addImage('other/app', 'x', 'plain');
    const servers = { 'https://api.github.com': github, 'https://ghcr.io': registry };
    const { provider, sent } = await provide('ghcr.io', servers, login);
    assert.deepEqual((await provider.repositories(undefined)(undefined)).items, [{ path: 'owner/app' }]);
    const pushed = Date.UTC(2024, 4, 1);
    assert.deepEqual((await provider.tags('owner/app')(undefined)).items, [
      { name: 'v1', digest, pushed },
      { name: 'latest', digest, pushed },
    ]);
    assert.deepEqual((await provider.tags('other/app')(undefined)).items, [{ name: 'plain' }]);
    assert.ok(
      sent.filter(({ origin }) => origin.includes('github')).every((one) => one.authorization === 'Bearer token'),
    );
  });

  it('GHCR without a login lists tags and says why it lists no repositories', async () => {
    const registry = await started(new FakeRegistry());
    registry.addImage('o/app', 'x', 'v1');
    const { provider } = await provide('ghcr.io', { 'https://ghcr.io': registry });
    assert.deepEqual((await provider.tags('o/app')(undefined)).items, [{ name: 'v1' }]);
    await assert.rejects(provider.repositories(undefined)(undefined), (error) =>
      RegistryError.is(error, 'unauthorized'),
    );
  });

  it('Quay tells size and time of public tags, and falls back on the registry for private ones', async () => {
    const registry = await started(new FakeRegistry());
    registry.addImage('o/private', 'x', 'v1');
    registry.faults.push(({ url }, response) => {
      if (!url.startsWith('/api/v1/repository/')) return false;
      if (url.includes('private')) send(response, 401, '{"error_message":"Requires authentication"}');
      else {
        const isFirst = url.endsWith('page=1');
        const tag = { name: isFirst ? 'v2' : 'v1', manifest_digest: digest, size: 5 };
        const tags = [{ ...tag, last_modified: 'Wed, 01 May 2024 00:00:00 -0000' }];
        send(response, 200, JSON.stringify({ tags, has_additional: isFirst }));
      }
      return true;
    });
    const { provider, sent } = await provide('quay.io', { 'https://quay.io': registry }, login);
    const fetchPage = provider.tags('o/app');
    const first = await fetchPage(undefined);
    assert.deepEqual(first.items, [{ name: 'v2', digest, size: 5, pushed: Date.UTC(2024, 4, 1) }]);
    assert.deepEqual((await fetchPage(first.next)).items[0]?.name, 'v1');
    assert.deepEqual((await provider.tags('o/private')(undefined)).items, [{ name: 'v1' }]);
    assert.ok(sent.filter(({ path }) => path.startsWith('/api/')).every(({ authorization }) => !authorization));
  });

  it('ACR lists tags newest first with its own scope, and takes single tags away', async () => {
    const tokens = await started(new FakeTokenServer({ username: 'me', password: 'token' }));
    const realm = 'https://x.azurecr.io/oauth2/token';
    const registry = await started(new FakeRegistry({ auth: { kind: 'bearer', realm, accepts: () => true } }));
    const scopes: string[] = [];
    registry.faults.push(({ method, url, headers }, response) => {
      if (url.startsWith('/oauth2/token')) {
        scopes.push(...new URL(url, 'http://x').searchParams.getAll('scope'));
        send(response, 200, '{"access_token":"t"}');
        return true;
      }
      if (!url.startsWith('/acr/v1/') || headers['authorization'] !== 'Bearer t') return false;
      if (method === 'DELETE') send(response, 202, '');
      else
        send(response, 200, JSON.stringify({ tags: [{ name: 'v1', digest, lastUpdateTime: '2024-05-01T00:00:00Z' }] }));
      return true;
    });
    const { provider, sent } = await provide('x.azurecr.io', { 'https://x.azurecr.io': registry }, login);
    assert.deepEqual((await provider.tags('app')(undefined)).items, [
      { name: 'v1', digest, pushed: Date.UTC(2024, 4, 1) },
    ]);
    await provider.untag?.('app', 'v1');
    assert.deepEqual([sent.at(-1)?.method, sent.at(-1)?.path], ['DELETE', '/acr/v1/app/_tags/v1']);
    assert.deepEqual(scopes, [
      'repository:app:metadata_read',
      'repository:app:metadata_write',
      'repository:app:delete',
    ]);
    assert.equal(tokens.requests.length, 0);
  });

  it("Google's registries tell size and time in one request", async () => {
    const registry = await started(new FakeRegistry());
    const manifest = {
      [digest]: { imageSizeBytes: '7', timeUploadedMs: '1000', tag: ['v1', 'latest', `sha256-${'a'.repeat(64)}.sig`] },
    };
    registry.faults.push(({ url }, response) => {
      if (!url.includes('tags/list')) return false;
      send(response, 200, JSON.stringify({ child: [], manifest, tags: ['v1', 'latest'] }));
      return true;
    });
    const host = 'europe-docker.pkg.dev';
    const { provider, sent } = await provide(host, { [`https://${host}`]: registry });
    assert.deepEqual((await provider.tags('p/r/app')(undefined)).items, [
      { name: 'v1', digest, size: 7, pushed: 1000 },
      { name: 'latest', digest, size: 7, pushed: 1000 },
    ]);
    assert.equal(sent.filter(({ path }) => path.includes('tags/list')).length, 1);
  });

  it('Harbor is known by how it asks for tokens, and shows projects, repositories and tags', async () => {
    const registry = await started(new FakeRegistry());
    registry.faults.push(({ method, url }, response) => {
      const answers: Record<string, unknown> = {
        '/api/v2.0/projects?page_size=100&page=1': Array.from({ length: 100 }, (_, index) => ({ name: `p${index}` })),
        '/api/v2.0/projects?page_size=100&page=2': [{ name: 'hub', registry_id: 3 }, { name: 'team' }],
        '/api/v2.0/projects/team/repositories?sort=-update_time&page_size=100&page=1': [{ name: 'team/deep/app' }],
        '/api/v2.0/projects/team/repositories/deep%252Fapp/artifacts?with_tag=true&page_size=100&page=1': [
          { digest, size: 9, tags: [{ name: 'v1', push_time: '2024-05-01T00:00:00Z' }] },
          { digest, tags: null },
        ],
        [`/api/v2.0/projects/team/repositories/deep%252Fapp/artifacts/${digest}/accessories?page_size=100`]: [
          { id: 1, artifact_id: 2, subject_artifact_digest: digest, digest: signed, type: 'signature.cosign', size: 5 },
          { id: 2, digest: 'no digest', type: 'sbom.harbor' },
        ],
      };
      if (url === '/v2/') {
        response.setHeader(
          'www-authenticate',
          'Bearer realm="https://h.example.com/service/token",service="harbor-registry"',
        );
        send(response, 401, '');
      } else if (method === 'DELETE') send(response, 200, '');
      else if (answers[url]) send(response, 200, JSON.stringify(answers[url]));
      else return false;
      return true;
    });
    const { provider, sent } = await provide('h.example.com', { 'https://h.example.com': registry }, login);
    assert.equal(provider.kind, 'harbor');
    const projects = await provider.namespaces?.();
    assert.deepEqual([projects?.length, projects?.at(-1)], [102, 'team']);
    assert.deepEqual([provider.readOnly?.('hub/library/nginx'), provider.readOnly?.('team/app')], [true, false]);
    assert.deepEqual((await provider.repositories('team')(undefined)).items, [{ path: 'team/deep/app' }]);
    const { items } = await provider.tags('team/deep/app')(undefined);
    assert.deepEqual(items, [{ name: 'v1', digest, size: 9, pushed: Date.UTC(2024, 4, 1) }]);
    assert.deepEqual(
      (await provider.accessories?.('team/deep/app', digest))?.map((one) => [one.digest, one.artifactType, one.size]),
      [[signed, 'cosign signature', 5]],
    );
    assert.deepEqual(await provider.accessories?.('team/deep/other', digest), []);
    await provider.untag?.('team/deep/app', 'v1');
    assert.equal(sent.at(-1)?.path, '/api/v2.0/projects/team/repositories/deep%252Fapp/artifacts/v1/tags/v1');
  });

  const project = '/api/v4/projects/group%2Fapp';
  const gitlabApi = () =>
    api({
      'GET /api/v4/projects?membership=true': () => [{ path_with_namespace: 'group/app' }],
      [`GET ${project}/registry/repositories?`]: () => [{ id: 7, path: 'group/app/web' }],
      [`GET ${project}/registry/repositories/7/tags/v1`]: () => ({
        ...{ digest, total_size: 9, created_at: '2024-05-01T00:00:00Z' },
      }),
      [`GET ${project}/registry/repositories/7/tags?`]: () => [{ name: 'v1' }, { name: 'gone' }],
      [`DELETE ${project}/registry/repositories/7/tags/v1`]: () => ({}),
    });

  it('GitLab shows projects, repositories and tags with digest, size and time, and takes single tags away', async () => {
    const gitlab = await gitlabApi();
    const host = 'registry.gitlab.com';
    const { provider, sent } = await provide(host, { 'https://gitlab.com': gitlab }, login);
    assert.equal(provider.kind, 'gitlab');
    assert.deepEqual(await provider.namespaces?.(), ['group/app']);
    assert.deepEqual((await provider.repositories('group/app')(undefined)).items, [{ path: 'group/app/web' }]);
    assert.deepEqual((await provider.tags('group/app/web')(undefined)).items, [
      { name: 'v1', digest, size: 9, pushed: Date.UTC(2024, 4, 1) },
      { name: 'gone' },
    ]);
    await provider.untag?.('group/app/web', 'v1');
    assert.deepEqual(
      [sent.at(-1)?.method, sent.at(-1)?.path],
      ['DELETE', `${project}/registry/repositories/7/tags/v1`],
    );
    assert.ok(sent.every(({ origin, authorization }) => origin === 'https://gitlab.com' && authorization));
  });

  /** A registry that asks for tokens in a vendor's way. */
  const asking = async (challenge: string) => {
    const registry = await started(new FakeRegistry({ deletes: 'tags' }));
    registry.faults.push(({ url }, response) => {
      if (url.startsWith('/v2/auth')) send(response, 200, '{"token":"given"}');
      else if (url !== '/v2/') return false;
      else send(response.setHeader('www-authenticate', `Bearer ${challenge}`), 401, '');
      return true;
    });
    return registry;
  };

  it('a GitLab of your own is known by the host that it sends to for tokens, whose API it is', async () => {
    const realm = 'https://git.example.com/jwt/auth';
    const registry = await asking(`realm="${realm}",service="container_registry"`);
    const servers = { 'https://git.example.com': await gitlabApi(), 'https://registry.example.com': registry };
    const { provider, sent } = await provide('registry.example.com', servers, login);
    assert.equal(provider.kind, 'gitlab');
    assert.deepEqual(await provider.namespaces?.(), ['group/app']);
    assert.equal((await provider.tags('group/app/web')(undefined)).items[0]?.digest, digest);
    assert.equal(provider.website?.('group/app/web'), 'https://git.example.com/group/app/container_registry');
    await provider.untag?.('group/app/web', 'v1');
    const telling = sent.filter(({ authorization }) => authorization);
    assert.ok(telling.length > 0 && telling.every(({ origin }) => origin === 'https://git.example.com'));
  });

  it('what only says that it is a GitLab gets no login at a place where none may go', async () => {
    for (const realm of ['http://git.example.com/jwt/auth', 'https://10.0.0.7/jwt/auth']) {
      const registry = await asking(`realm="${realm}",service="container_registry"`);
      await assert.rejects(
        provide('registry.example.com', { 'https://registry.example.com': registry }, login),
        (error) => RegistryError.is(error, 'unsafe'),
      );
    }
  });

  it('a Quay of your own is known by its own name as the service; single tags are deleted by the registry', async () => {
    const registry = await asking('realm="https://quay.example.com/v2/auth",service="quay.example.com"');
    registry.addImage('o/app', 'x', 'v1', 'v2');
    const { provider, client } = await provide('quay.example.com', { 'https://quay.example.com': registry }, login);
    assert.equal(provider.kind, 'quay');
    assert.deepEqual((await provider.tags('o/app')(undefined)).items, [{ name: 'v1' }, { name: 'v2' }]);
    assert.deepEqual(await deleteTag(client, provider, 'o/app', 'v1'), { kind: 'deleted' });
    assert.deepEqual([...registry.repository('o/app').tags.keys()], ['v2']);
  });

  it('GitLab falls back on the registry for a token that its API refuses', async () => {
    const refusing = await started(
      new FakeServer('api', (_request, _body, response) => send(response, 403, '{"error":"insufficient_scope"}')),
    );
    const registry = await started(new FakeRegistry({ deletes: 'tags' }));
    registry.addImage('group/app', 'x', 'v1', 'v2');
    const servers = { 'https://gitlab.com': refusing, 'https://registry.gitlab.com': registry };
    const { provider } = await provide('registry.gitlab.com', servers, login);
    assert.deepEqual((await provider.tags('group/app')(undefined)).items, [{ name: 'v1' }, { name: 'v2' }]);
    await provider.untag?.('group/app', 'v1');
    assert.deepEqual([...registry.repository('group/app').tags.keys()], ['v2']);
  });

  it('ECR takes the password of its helper, deletes single tags, and tells when 12 hours are over', async () => {
    const hour = 3_600_000;
    const passwordUntil = (time: number) =>
      Buffer.from(JSON.stringify({ payload: 'x', expiration: Math.floor(time / 1000) })).toString('base64');
    const asAws = (password: string) => ({ kind: 'password', username: 'AWS', password }) as const;
    const good = asAws(passwordUntil(Date.now() + hour));
    const registry = await started(new FakeRegistry({ auth: { ...good, kind: 'basic' }, deletes: 'tags' }));
    registry.addImage('team/app', 'x', 'v1', 'v2');
    const host = '1.dkr.ecr.eu-west-1.amazonaws.com';
    const servers = { [`https://${host}`]: registry };
    const { provider, client } = await provide(host, servers, good);
    assert.deepEqual((await provider.tags('team/app')(undefined)).items, [{ name: 'v1' }, { name: 'v2' }]);
    assert.deepEqual(await deleteTag(client, provider, 'team/app', 'v1'), { kind: 'deleted' });
    assert.deepEqual([...registry.repository('team/app').tags.keys()], ['v2']);
    for (const [password, reason] of [
      [passwordUntil(Date.now() - hour), 'loginExpired'],
      [passwordUntil(Date.now() + 2 * hour), 'unauthorized'],
      ['no token', 'unauthorized'],
    ] as const) {
      const refused = await provide(host, servers, asAws(password));
      for (const list of [refused.provider.tags('team/app'), refused.provider.repositories(undefined)])
        await assert.rejects(list(undefined), (error) => RegistryError.is(error, reason));
    }
  });

  it('no list of tags shows those that hold signatures of others', async () => {
    const signature = `sha256-${'a'.repeat(64)}.sig`;
    const lists = { results: [{ name: signature }], tags: [{ name: signature }] };
    const server = await started(
      new FakeServer('api', (_request, _body, response) => send(response, 200, JSON.stringify(lists))),
    );
    for (const host of ['docker.io', 'quay.io', 'x.azurecr.io', 'r.example.com', 'mcr.microsoft.com']) {
      const origin = host === 'docker.io' ? 'https://hub.docker.com' : `https://${host}`;
      const { provider } = await provide(host, { [origin]: server });
      assert.deepEqual((await provider.tags('a/b')(undefined)).items, [], host);
    }
  });

  it('Artifact Registry without its map of manifests tells the names', async () => {
    const registry = await started(new FakeRegistry());
    registry.addImage('p/r/app', 'x', 'v1');
    const { provider } = await provide('eu-docker.pkg.dev', { 'https://eu-docker.pkg.dev': registry });
    assert.deepEqual((await provider.tags('p/r/app')(undefined)).items, [{ name: 'v1' }]);
  });

  it('nothing is offered to be changed where it cannot be', async () => {
    const mayWrite = async (host: string, path: string, credential?: Credential) => {
      const { provider } = await provide(host, {}, credential);
      return !provider.readOnly?.(path);
    };
    for (const host of ['docker.io', 'ghcr.io', 'quay.io', 'x.azurecr.io', 'eu-docker.pkg.dev']) {
      assert.equal(await mayWrite(host, 'me/app'), false, host);
      assert.equal(await mayWrite(host, 'me/app', login), true, host);
    }
    assert.equal(await mayWrite('docker.io', 'library/nginx', login), false);
    assert.equal(await mayWrite('mcr.microsoft.com', 'dotnet/sdk', login), false);
  });

  it('anything else is generic once it was reached, and known hosts before', async () => {
    const registry = await started(new FakeRegistry());
    const found = await provide('r.example.com', { 'https://r.example.com': registry });
    assert.equal(found.provider.kind, 'generic');
    await assert.rejects(provide('gone.example.com', {}));
    const { provider } = await provide('public.ecr.aws', {});
    assert.equal(provider.website?.('a/b'), 'https://gallery.ecr.aws/a/b');
  });
});
