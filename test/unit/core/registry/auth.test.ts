import assert from 'node:assert/strict';
import type { Credential } from '../../../../src/core/registry/credential.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { FakeRegistry, type FakeServer, fail, send } from '../../../support/fakeRegistry.js';
import { FakeTokenServer, type FakeTokenServerOptions } from '../../../support/fakeTokenServer.js';
import { namedHosts } from '../../../support/namedHosts.js';

const registryOrigin = 'https://registry.example.com';
const tokenOrigin = 'https://auth.example.net';
const login: Credential = { kind: 'password', username: 'me', password: 'pässword:with,colons' };
const basic = `Basic ${Buffer.from('me:pässword:with,colons').toString('base64')}`;

describe('registry login', () => {
  const running: FakeServer[] = [];
  const started = async <T extends FakeServer>(server: T): Promise<T> => {
    await server.start();
    running.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  const bearer = async (
    options: FakeTokenServerOptions & {
      realm?: string;
      anonymousToo?: boolean;
      addresses?: Record<string, string>;
    } = {},
  ) => {
    const tokens = await started(new FakeTokenServer({ username: 'me', password: 'pässword:with,colons', ...options }));
    const accepts = (token: string, scope: string) => tokens.accepts(token, scope, options.anonymousToo);
    const auth = { kind: 'bearer' as const, realm: options.realm ?? `${tokenOrigin}/token`, accepts };
    const registry = await started(new FakeRegistry({ auth }));
    const storage = await started(new FakeRegistry({}, 'storage'));
    const named = { [registryOrigin]: registry, [tokenOrigin]: tokens, 'https://storage.example.org': storage };
    const { transport, sent } = namedHosts(named, options.addresses);
    const client = (credential?: Credential) =>
      new RegistryClient({ host: 'registry.example.com', transport, ...(credential && { credential }) });
    registry.addImage('a/b', 'one', 'v1');
    return { client, registry, tokens, storage, sent };
  };
  const toTokens = (sent: readonly { origin: string }[]) => sent.filter(({ origin }) => origin === tokenOrigin).length;

  it('by Basic sends the login to the registry only', async () => {
    const registry = await started(
      new FakeRegistry({ auth: { kind: 'basic', username: 'me', password: 'pässword:with,colons' } }),
    );
    registry.addImage('a/b', 'one', 'v1');
    const { transport, sent } = namedHosts({ [registryOrigin]: registry });
    const client = new RegistryClient({ host: 'registry.example.com', transport, credential: login });
    assert.equal(await client.ping(), 'used');
    await client.head('a/b', 'v1');
    assert.deepEqual(
      sent.map(({ path, authorization }) => [path, authorization]),
      [
        ['/v2/', undefined],
        ['/v2/', basic],
        ['/v2/a/b/manifests/v1', basic],
      ],
    );
    const wrong = { ...login, password: 'wrong' };
    assert.equal(
      await new RegistryClient({ host: 'registry.example.com', transport, credential: wrong }).ping(),
      'refused',
    );
    assert.equal(await new RegistryClient({ host: 'registry.example.com', transport }).ping(), 'none');
  });

  for (const field of ['token', 'access_token'] as const)
    it(`by Bearer fetches one ${field} for many requests, and many at once share it`, async () => {
      const { client, sent } = await bearer({ field });
      const one = client(login);
      await Promise.all(Array.from({ length: 8 }, () => one.head('a/b', 'v1')));
      await one.manifest('a/b', 'v1');
      assert.equal(toTokens(sent), 1);
      const request = sent.find(({ origin }) => origin === tokenOrigin);
      assert.equal(request?.authorization, basic);
      assert.equal(request?.path, '/token?service=fake&scope=repository%3Aa%2Fb%3Apull&client_id=longshore');
    });

  it('never sends the login to the registry when it asks for Bearer, nor the token elsewhere', async () => {
    const { client, sent } = await bearer();
    await client(login).head('a/b', 'v1');
    for (const { origin, authorization } of sent) {
      if (origin === tokenOrigin) assert.equal(authorization, basic);
      else assert.ok(authorization === undefined || authorization.startsWith('Bearer issued-token-'), origin);
    }
  });

  it('anonymously gets a token too', async () => {
    const { client, sent } = await bearer({ anonymousToo: true });
    await client().head('a/b', 'v1');
    assert.equal(sent.find(({ origin }) => origin === tokenOrigin)?.authorization, undefined);
  });

  it('with an identity token posts it as OAuth2 asks', async () => {
    const { client, sent } = await bearer({ identityToken: 'refresh-me' });
    await client({ kind: 'identityToken', token: 'refresh-me' }).head('a/b', 'v1');
    const request = sent.find(({ origin }) => origin === tokenOrigin);
    assert.equal(request?.method, 'POST');
    assert.equal(new URLSearchParams(request?.body).get('grant_type'), 'refresh_token');
    assert.equal(new URLSearchParams(request?.body).get('scope'), 'repository:a/b:pull');
    assert.equal(request?.authorization, undefined);
  });

  it('with a ready token sends it as it is', async () => {
    const { client, tokens, sent } = await bearer();
    tokens.granted.set('ready', { scopes: ['repository:a/b:pull'], anonymous: false });
    await client({ kind: 'registryToken', token: 'ready' }).head('a/b', 'v1');
    assert.equal(toTokens(sent), 0);
  });

  it('that is refused falls back on reading anonymously, and says so', async () => {
    const { client } = await bearer({ anonymousToo: true });
    const one = client({ ...login, password: 'old' });
    await one.head('a/b', 'v1');
    assert.equal(await one.session.login(), 'refused');
  });

  it('that the token server refuses with 403 does not keep public images from being read, by many at once', async () => {
    const { client, tokens, sent } = await bearer({ anonymousToo: true });
    tokens.faults.push(({ headers }, response) => {
      if (headers['authorization']) fail(response, 403, 'DENIED');
      return headers['authorization'] !== undefined;
    });
    const one = client({ ...login, password: 'old' });
    await Promise.all([one.head('a/b', 'v1'), one.manifest('a/b', 'v1'), one.tags('a/b').next()]);
    await one.head('a/b', 'v1');
    assert.equal(toTokens(sent), 2);
    await assert.rejects(new RegistryWriter(one).deleteManifest('a/b', 'v1'), (error) =>
      RegistryError.is(error, 'denied'),
    );
    assert.equal(await one.ping(), 'refused');
  });

  it('by Basic that is refused falls back on reading anonymously', async () => {
    const registry = await started(new FakeRegistry({ auth: { kind: 'basic', username: 'me', password: 'good' } }));
    const { digest } = registry.addImage('a/b', 'one', 'v1');
    registry.faults.push(({ method, url, headers }, response) => {
      if (headers['authorization'] || method !== 'HEAD' || !url.includes('/manifests/')) return false;
      response.setHeader('docker-content-digest', digest);
      send(response, 200, '', 'HEAD');
      return true;
    });
    const { transport, sent } = namedHosts({ [registryOrigin]: registry });
    const client = new RegistryClient({ host: 'registry.example.com', transport, credential: login });
    assert.equal((await client.head('a/b', 'v1')).digest, digest);
    assert.equal(await client.session.login(), 'refused');
    const before = sent.length;
    await assert.rejects(new RegistryWriter(client).deleteManifest('a/b', 'v1'), (error) =>
      RegistryError.is(error, 'unauthorized'),
    );
    assert.equal(sent.length, before + 1);
  });

  it('is not said to work where nobody asked for it', async () => {
    const registry = await started(new FakeRegistry());
    const { transport, sent } = namedHosts({ [registryOrigin]: registry });
    const client = new RegistryClient({ host: 'registry.example.com', transport, credential: login });
    assert.equal(await client.ping(), 'untested');
    assert.ok(sent.every(({ authorization }) => authorization === undefined));
  });

  for (const status of [404, 405])
    it(`with an identity token is sent by GET where the token server answers ${status} to POST`, async () => {
      const { client, tokens, sent } = await bearer();
      const asked = `Basic ${Buffer.from(':refresh-me').toString('base64')}`;
      tokens.faults.push(({ method, headers }, response) => {
        if (method === 'POST') fail(response, status, 'UNSUPPORTED');
        else if (headers['authorization'] === asked) {
          tokens.granted.set('by-get', { scopes: ['repository:a/b:pull'], anonymous: false });
          send(response, 200, '{"token":"by-get"}');
        } else return false;
        return true;
      });
      await client({ kind: 'identityToken', token: 'refresh-me' }).head('a/b', 'v1');
      assert.equal(toTokens(sent), 2);
    });

  it('that is refused is unauthorized where anonymous reading is not enough', async () => {
    const { client } = await bearer();
    await assert.rejects(client({ ...login, password: 'old' }).head('a/b', 'v1'), (error) =>
      RegistryError.is(error, 'unauthorized'),
    );
    assert.equal(await client({ ...login, password: 'old' }).ping(), 'refused');
  });

  it('replaces a token that the registry has forgotten', async () => {
    const { client, tokens, sent } = await bearer();
    const one = client(login);
    await one.head('a/b', 'v1');
    tokens.granted.clear();
    await one.head('a/b', 'v1');
    assert.equal(toTokens(sent), 2);
  });

  it('fetches a new token when the old one runs out', async () => {
    const { client, sent } = await bearer({ expiresIn: 0.02 });
    const one = client(login);
    await one.head('a/b', 'v1');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await one.head('a/b', 'v1');
    assert.equal(toTokens(sent), 2);
  });

  it('puts the scope that is lacking first for servers that grant only one', async () => {
    const { client } = await bearer({ firstScopeOnly: true });
    const scopes = ['repository:other:pull', 'repository:a/b:pull'];
    const { response } = await client(login).session.request('/v2/a/b/tags/list', { scopes });
    assert.equal(response.status, 200);
  });

  it('gives up on a registry that takes no token', async () => {
    const { client, sent, tokens } = await bearer();
    tokens.accepts = () => false;
    await assert.rejects(client(login).head('a/b', 'v1'), (error) => RegistryError.is(error, 'unauthorized'));
    assert.ok(sent.length < 10, String(sent.length));
  });

  const hostile: Record<string, [string, Record<string, string>?]> = {
    'a realm without encryption': ['http://auth.example.net/token'],
    'a realm in a private network': ['https://10.0.0.1/token'],
    'a realm at the metadata address': ['https://169.254.169.254/latest/meta-data'],
    'a realm on this machine': ['https://localhost/token'],
    'a realm whose name leads into a private network': [`${tokenOrigin}/token`, { 'auth.example.net': '192.168.0.9' }],
    'a realm with a login in it': ['https://a:b@auth.example.net/token'],
    'a realm that is a file': ['file:///etc/passwd'],
  };
  for (const [name, [realm, addresses]] of Object.entries(hostile))
    it(`is not sent to ${name}`, async () => {
      const { client, sent } = await bearer({ realm, ...(addresses && { addresses }) });
      await assert.rejects(client(login).head('a/b', 'v1'), (error) => RegistryError.is(error, 'unsafe'));
      assert.deepEqual([...new Set(sent.map(({ origin }) => origin))], [registryOrigin]);
      assert.ok(sent.every(({ authorization }) => authorization === undefined));
    });

  it('may go to a private realm from a private registry', async () => {
    const addresses = { 'auth.example.net': '10.0.0.2', 'registry.example.com': '10.0.0.1' };
    const { client } = await bearer({ addresses });
    await client(login).head('a/b', 'v1');
  });

  it('is not carried along when the token server redirects to another host', async () => {
    const { client, tokens, sent } = await bearer();
    tokens.faults.push((_request, response) => {
      response.setHeader('location', 'https://storage.example.org/steal');
      send(response, 302, '');
      return true;
    });
    await assert.rejects(client(login).head('a/b', 'v1'));
    assert.equal(sent.find(({ origin }) => origin === 'https://storage.example.org')?.authorization, undefined);
  });

  it('is not carried along when a blob is kept on another host, whose challenge is not answered', async () => {
    const { client, registry, storage, sent } = await bearer();
    const { digest } = storage.addBlob('x', 'hello');
    registry.addBlob('a/b', 'hello');
    registry.faults.push(({ url, headers }, response) => {
      if (!url.includes('/blobs/') || !headers['authorization']) return false;
      response.setHeader('location', `https://storage.example.org/v2/x/blobs/${digest}?signature=1`);
      send(response, 307, '');
      return true;
    });
    assert.equal(Buffer.from(await client(login).blob('a/b', digest, 10)).toString(), 'hello');
    storage.faults.push((_request, response) => {
      response.setHeader('www-authenticate', 'Basic realm="gimme"');
      send(response, 401, '');
      return true;
    });
    await assert.rejects(client(login).blob('a/b', digest, 10), (error) => RegistryError.is(error, 'unauthorized'));
    const elsewhere = sent.filter(({ origin }) => origin === 'https://storage.example.org');
    assert.equal(elsewhere.length, 2);
    assert.ok(elsewhere.every(({ authorization }) => authorization === undefined));
  });

  it('does not follow a redirect from https to http', async () => {
    const { client, registry, sent } = await bearer();
    registry.faults.push(({ headers }, response) => {
      if (!headers['authorization']) return false;
      response.setHeader('location', 'http://registry.example.com/v2/');
      send(response, 307, '');
      return true;
    });
    await assert.rejects(client(login).head('a/b', 'v1'), (error) => RegistryError.is(error, 'unsafe'));
    assert.ok(sent.every(({ origin }) => origin.startsWith('https:')));
  });

  it('refuses tokens that are huge, missing or no JSON', async () => {
    for (const body of ['{}', 'x', '{"token":""}', '{"token":5}', JSON.stringify({ token: 'x'.repeat(70_000) })]) {
      const { client, tokens } = await bearer();
      tokens.faults.push((_request, response) => {
        send(response, 200, body);
        return true;
      });
      await assert.rejects(client(login).head('a/b', 'v1'), (error) => RegistryError.is(error, 'badAnswer'));
    }
  });

  it('stays out of errors even when the registry repeats it', async () => {
    const { client, registry, tokens } = await bearer();
    const echo = `you said ${basic} and pässword:with,colons`;
    registry.faults.push(({ headers }, response) => {
      if (!headers['authorization']) return false;
      send(response, 400, JSON.stringify({ errors: [{ code: 'X', message: echo }] }));
      return true;
    });
    const said = (error: unknown) => {
      assert.ok(RegistryError.is(error));
      assert.ok(!`${error.message} ${error.stack} ${error.detail}`.includes('pässword'));
      assert.ok(!error.detail.includes(basic.slice(6)));
      return true;
    };
    await assert.rejects(
      client(login)
        .head('a/b', 'v1')
        .catch(() => client(login).manifest('a/b', 'v1')),
      said,
    );
    tokens.faults.push((_request, response) => {
      send(response, 403, echo);
      return true;
    });
    await assert.rejects(client(login).manifest('a/b', 'v1'), said);
  });
});
