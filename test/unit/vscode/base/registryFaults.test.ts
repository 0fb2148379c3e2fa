import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import * as l10n from '@vscode/l10n';
import type { Credential } from '../../../../src/core/registry/credential.js';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { RegistryClient } from '../../../../src/core/registry/registryClient.js';
import { RegistryWriter } from '../../../../src/core/registry/registryWriter.js';
import { explainRegistry } from '../../../../src/vscode/base/explainRegistry.js';
import { FakeRegistry, type FakeRegistryOptions, FakeServer, type Fault, send } from '../../../support/fakeRegistry.js';
import { FakeTokenServer, type FakeTokenServerOptions } from '../../../support/fakeTokenServer.js';
import { namedHosts, type SentRequest } from '../../../support/namedHosts.js';

const planted = 'pl4nted-Secret';
const credential: Credential = { kind: 'password', username: 'me', password: planted };
const registryOrigin = 'https://r.example.com';
const tokensOrigin = 'https://auth.example.net';
const elsewhere = 'https://cdn.example.org';
const blob = 'the blob';

interface FaultCase {
  readonly registry?: FakeRegistryOptions;
  readonly tokens?: FakeTokenServerOptions;
  /** What the registry does instead of answering requests with a login. */
  readonly fault?: Fault;
  readonly realm?: string;
  /** True where there is no login. */
  readonly nobody?: true;
  /** Milliseconds until patience ends; long where that is not what is tried. */
  readonly bodyTimeout?: number;
  readonly work?: (client: RegistryClient, digest: string) => Promise<unknown>;
  /** What a person reads; absent where all goes well. */
  readonly words?: string;
  /** The same in Korean. */
  readonly korean?: string;
}

async function listTags(client: RegistryClient): Promise<void> {
  const found: string[] = [];
  for await (const page of client.tags('a')) found.push(...page);
  assert.equal(found.length, 150);
}
const head = (client: RegistryClient) => client.head('a', 'v100');
const manifest = (client: RegistryClient) => client.manifest('a', 'v100');
const readBlob = (client: RegistryClient, digest: string) => client.blob('a', digest, 100);
const remove = (client: RegistryClient) => new RegistryWriter(client).deleteManifest('a', 'v100');
const upload = (client: RegistryClient, digest: string) =>
  new RegistryWriter(client).uploadBlob('a', digest, (async function* () {})(), () => {});

const answers =
  (status: number, body: string, headers: Record<string, string> = {}): Fault =>
  (_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    send(response, status, body);
    return true;
  };
const redirects = (location: string) => answers(307, '', { location, 'set-cookie': `session=${planted}` });
const json = (code: string, message: string) => JSON.stringify({ errors: [{ code, message }] });

/** A token that was good once is taken no more. */
function isOver(response: ServerResponse): true {
  response.setHeader('www-authenticate', `Bearer realm="${tokensOrigin}/token",service="fake",error="invalid_token"`);
  send(response, 401, json('UNAUTHORIZED', 'token expired'));
  return true;
}

const cases: Record<string, FaultCase> = {
  'a relative Link': { registry: { paging: 'relative' }, work: listTags },
  'pages without Link': { registry: { paging: 'none' }, work: listTags },
  'null tags': {
    fault: answers(200, '{"name":"a","tags":null}'),
    work: async (client) => assert.deepEqual((await client.tags('a').next()).value, []),
  },
  'no digest header': { registry: { digestHeader: false }, work: head },
  'a token for the first scope only': { tokens: { firstScopeOnly: true }, registry: { deletes: 'tags' }, work: remove },
  'a token that is over at once': { tokens: { expiresIn: -100 }, work: listTags },
  'a token that is over in the middle of a list': {
    fault: ({ url, headers }, response) =>
      url.includes('last=') && headers['authorization'] === 'Bearer issued-token-1' && isOver(response),
    work: listTags,
  },
  'tokens that are all over': {
    fault: (_request, response) => isOver(response),
    words: 'The registry does not take the login of me for this. (token expired)',
    korean: '레지스트리가 이 작업에 me의 로그인을 받아들이지 않습니다. (token expired)',
  },
  'a blob on another host': { fault: redirects(`${elsewhere}/blob`), work: readBlob },
  'an HTML error of a proxy': {
    fault: answers(502, '<html><title>Bad Gateway</title></html>'),
    words: 'The registry failed with status 502. (Bad Gateway)',
    korean: '레지스트리에서 오류가 났습니다(상태 502). (Bad Gateway)',
  },
  'HTML instead of a list': {
    fault: answers(200, '<html><title>Welcome</title></html>'),
    words: 'This is not what a registry answers: r.example.com: Welcome',
    korean: '레지스트리의 응답이 아닙니다: r.example.com: Welcome',
  },
  'HTML instead of a manifest': {
    fault: answers(200, '<html><title>Welcome</title></html>'),
    work: manifest,
    words: 'This is not what a registry answers: r.example.com: Welcome',
    korean: '레지스트리의 응답이 아닙니다: r.example.com: Welcome',
  },
  '405 for a delete': {
    registry: { deletes: 'off' },
    work: remove,
    words: 'The registry does not offer this. (unsupported)',
    korean: '이 레지스트리에는 없는 기능입니다. (unsupported)',
  },
  '403': {
    fault: answers(403, json('DENIED', 'no right')),
    words: 'The registry does not allow this with the login of me. (no right)',
    korean: 'me의 로그인으로는 레지스트리가 허용하지 않습니다. (no right)',
  },
  '404': {
    fault: answers(404, json('NAME_UNKNOWN', 'no such name')),
    words: 'Not found, or not visible with the login of me. (no such name)',
    korean: '없거나, me의 로그인으로는 볼 수 없습니다. (no such name)',
  },
  '401 without a login': {
    nobody: true,
    words: 'The registry asks for a login. (unauthorized)',
    korean: '레지스트리에 로그인해야 합니다. (unauthorized)',
  },
  '403 without a login': {
    nobody: true,
    fault: answers(403, json('DENIED', 'no right')),
    words: 'The registry does not allow this without a login. (no right)',
    korean: '로그인하지 않으면 레지스트리가 허용하지 않습니다. (no right)',
  },
  '404 without a login': {
    nobody: true,
    fault: answers(404, json('NAME_UNKNOWN', 'no such name')),
    words: 'Not found, or not visible without a login. (no such name)',
    korean: '없거나, 로그인하지 않으면 볼 수 없습니다. (no such name)',
  },
  '403 where the saved login is refused': {
    tokens: { password: 'another' },
    fault: answers(403, json('DENIED', 'no right')),
    words:
      'The registry does not allow this without a login. The registry does not take the login that is saved. (no right)',
    korean:
      '로그인하지 않으면 레지스트리가 허용하지 않습니다. 저장된 로그인을 레지스트리가 받아들이지 않습니다. (no right)',
  },
  '404 where the saved login is refused': {
    tokens: { password: 'another' },
    fault: answers(404, json('NAME_UNKNOWN', 'no such name')),
    words:
      'Not found, or not visible without a login. The registry does not take the login that is saved. (no such name)',
    korean:
      '없거나, 로그인하지 않으면 볼 수 없습니다. 저장된 로그인을 레지스트리가 받아들이지 않습니다. (no such name)',
  },

  '413': {
    fault: answers(413, json('SIZE_INVALID', 'too large')),
    words: 'The registry refused the request. (too large)',
    korean: '레지스트리가 요청을 거부했습니다. (too large)',
  },
  'a login that is refused': {
    tokens: { password: 'another' },
    work: remove,
    words:
      'The registry asks for a login. The registry does not take the login that is saved. (incorrect username or password)',
    korean:
      '레지스트리에 로그인해야 합니다. 저장된 로그인을 레지스트리가 받아들이지 않습니다. (incorrect username or password)',
  },
  '429 with a time': {
    fault: answers(429, '', { 'retry-after': '600' }),
    words: 'The registry has had too many requests and asks to wait 10 minutes.',
    korean: '요청이 너무 많아 레지스트리가 10분 기다려 달라고 합니다.',
  },
  '429 without a time': {
    fault: answers(429, ''),
    words: 'The registry has had too many requests. Try again later; a login often raises the limit.',
    korean: '레지스트리에 요청이 너무 많습니다. 나중에 다시 시도하세요. 로그인하면 한도가 늘어나는 경우가 많습니다.',
  },
  'a slow body': {
    bodyTimeout: 300,
    fault: (_request, response) => {
      response.writeHead(200);
      response.write('{');
      return true;
    },
    words: 'The registry does not answer: HOST',
    korean: '레지스트리가 응답하지 않습니다: HOST',
  },
  'a body that is announced as huge': {
    fault: (_request, response) => {
      response.writeHead(200, { 'content-length': 1e9 });
      response.write('{');
      return true;
    },
    words: 'This is not what a registry answers: more than 16777216 bytes',
    korean: '레지스트리의 응답이 아닙니다: 16777216바이트를 넘습니다',
  },
  'a body that is huge without saying so': {
    fault: (_request, response) => {
      response.writeHead(200);
      response.end(Buffer.alloc(17 * 1024 * 1024, ' '));
      return true;
    },
    words: 'This is not what a registry answers: more than 16777216 bytes',
    korean: '레지스트리의 응답이 아닙니다: 16777216바이트를 넘습니다',
  },
  'a body that breaks off': {
    fault: (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
      return true;
    },
    words: 'The registry cannot be reached: the answer broke off',
    korean: '레지스트리에 연결할 수 없습니다: 응답이 중간에 끊겼습니다',
  },
  'other bytes than the digest promises': {
    fault: answers(200, 'other'),
    work: readBlob,
    words: 'The content is not what its digest promises, so it was thrown away: DIGESTS',
    korean: '내용이 다이제스트와 맞지 않아 버렸습니다: DIGESTS',
  },
  'a next page on another host': {
    fault: answers(200, '{"tags":["v1"]}', { link: `<${elsewhere}/v2/a/tags/list>; rel="next"` }),
    words: `The registry points to a place where your login must not go: ${elsewhere} (next page)`,
    korean: '레지스트리가 로그인 정보를 보내면 안 되는 곳을 가리킵니다: https://cdn.example.org (다음 페이지)',
  },
  'an upload on another host': {
    fault: answers(202, '', { location: `${elsewhere}/upload` }),
    work: upload,
    words: `The registry points to a place where your login must not go: ${elsewhere} (upload)`,
    korean: '레지스트리가 로그인 정보를 보내면 안 되는 곳을 가리킵니다: https://cdn.example.org (업로드)',
  },
  'a redirect of an upload': {
    fault: redirects(`${elsewhere}/upload`),
    work: upload,
    words: 'This is not what a registry answers: Temporary Redirect',
    korean: '레지스트리의 응답이 아닙니다: Temporary Redirect',
  },
  'a redirect without encryption': {
    fault: redirects('http://cdn.example.org/blob'),
    work: readBlob,
    words: 'The registry points to a place where your login must not go: http://cdn.example.org (not encrypted)',
    korean: '레지스트리가 로그인 정보를 보내면 안 되는 곳을 가리킵니다: http://cdn.example.org (암호화되지 않음)',
  },
  'a redirect with a login in it': {
    fault: redirects('https://me:me@cdn.example.org/blob'),
    work: readBlob,
    words: `The registry points to a place where your login must not go: ${elsewhere} (it holds a login)`,
    korean:
      '레지스트리가 로그인 정보를 보내면 안 되는 곳을 가리킵니다: https://cdn.example.org (주소에 로그인 정보가 들어 있음)',
  },
  'a realm in a private network': {
    realm: 'https://192.168.0.1/token',
    words:
      'The registry points to a place where your login must not go: https://192.168.0.1 (an address inside a private network)',
    korean: '레지스트리가 로그인 정보를 보내면 안 되는 곳을 가리킵니다: https://192.168.0.1 (사설 네트워크의 주소)',
  },
  'a realm without encryption': {
    realm: 'http://auth.example.net/token',
    words: 'The registry points to a place where your login must not go: http://auth.example.net (not encrypted)',
    korean: '레지스트리가 로그인 정보를 보내면 안 되는 곳을 가리킵니다: http://auth.example.net (암호화되지 않음)',
  },
  'a realm that is not there': {
    realm: 'https://gone.example.net/token',
    words: 'There is no host of this name: gone.example.net (ENOTFOUND)',
    korean: '이런 이름의 호스트가 없습니다: gone.example.net (ENOTFOUND)',
  },
};

describe('what a registry does wrong', () => {
  const running: FakeServer[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  const bench = async ({ registry: options, tokens: tokenOptions, fault, realm, nobody, bodyTimeout }: FaultCase) => {
    const tokens = await new FakeTokenServer({ username: 'me', password: planted, ...tokenOptions }).start();
    const accepts = (token: string, scope: string) => tokens.accepts(token, scope);
    const auth = { kind: 'bearer' as const, realm: realm ?? `${tokensOrigin}/token`, accepts };
    const registry = await new FakeRegistry({ auth, ...options }).start();
    const other = await new FakeServer('elsewhere', (_request, _body, response) => send(response, 200, blob)).start();
    running.push(tokens, registry, other);
    const image = registry.addImage('a', 'one');
    for (let index = 0; index < 150; index += 1) registry.repository('a').tags.set(`v${100 + index}`, image.digest);
    if (fault)
      registry.faults.push((request, response) =>
        request.headers['authorization'] ? fault(request, response) : false,
      );
    const named = namedHosts({ [registryOrigin]: registry, [tokensOrigin]: tokens, [elsewhere]: other });
    const transport = { ...named.transport, ...(bodyTimeout && { bodyTimeout }) };
    const client = new RegistryClient({ host: 'r.example.com', transport, ...(!nobody && { credential }) });
    return { client, sent: named.sent, digest: registry.addBlob('a', blob).digest, registry };
  };

  for (const [name, each] of Object.entries(cases))
    it(`${name}: ${each.words ?? 'goes well'}`, async () => {
      const { client, sent, digest, registry } = await bench(each);
      const error: unknown = await (each.work ?? listTags)(client, digest).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error === undefined || RegistryError.is(error), String(error));
      const said = () =>
        error &&
        explainRegistry(error)
          .message.replace(registry.host, 'HOST')
          .replace(/: sha256:\S+ ≠ sha256:\S+$/, ': DIGESTS');
      assert.equal(said(), each.words);
      assert.equal(inKorean(said), each.korean);
      assertNothingLeaks(sent, each.realm);
    });

  it('the proof finds a leak', () => {
    const request = { method: 'GET', path: '/', authorization: undefined, headers: {}, body: '' };
    const leaks: SentRequest[] = [
      { ...request, origin: elsewhere, headers: { authorization: 'Bearer x' } },
      { ...request, origin: elsewhere, headers: { cookie: 'a=b' } },
      { ...request, origin: elsewhere, path: `/?p=${planted}` },
      { ...request, origin: registryOrigin, headers: { authorization: `Basic ${planted}` } },
    ];
    for (const leak of leaks) assert.throws(() => assertNothingLeaks([leak]));
  });
});

/** What some work says while the editor's language is Korean. */
function inKorean<T>(work: () => T): T {
  l10n.config({ contents: readFileSync('l10n/bundle.l10n.ko.json', 'utf8') });
  try {
    return work();
  } finally {
    l10n.config({ contents: {} });
  }
}

/** Every request with all its headers: the token for the registry alone, the login for its token server alone. */
function assertNothingLeaks(sent: readonly SentRequest[], realm = tokensOrigin): void {
  const listing = sent.map(({ origin, method, path, headers, body }) => ({ origin, method, path, headers, body }));
  const schemes: Record<string, string> = { [registryOrigin]: 'Bearer', [new URL(realm).origin]: 'Basic' };
  for (const request of listing) {
    const { authorization, ...headers } = request.headers;
    const text = JSON.stringify({ ...request, headers }, undefined, 1);
    const told = JSON.stringify(listing, undefined, 1);
    if (authorization) assert.equal(authorization.split(' ')[0], schemes[request.origin], told);
    const names = new Set(['user-agent', 'accept', 'content-type', 'content-range']);
    assert.deepEqual(
      Object.keys(headers).filter((name) => !names.has(name)),
      [],
      told,
    );
    for (const secret of [planted, Buffer.from(`me:${planted}`).toString('base64'), 'issued-token-'])
      assert.ok(!text.includes(secret), `${secret} in ${text}`);
  }
}
