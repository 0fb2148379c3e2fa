import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { RegistryError } from '../../../../src/core/registry/errors.js';
import { defaultTransport } from '../../../../src/core/registry/http.js';
import { JsonApi } from '../../../../src/core/registry/jsonApi.js';
import { FakeServer, type SeenRequest, send } from '../../../support/fakeRegistry.js';

describe("a vendor's API", () => {
  let server: FakeServer;
  afterEach(() => server.stop());

  const start = async (
    answer: (request: SeenRequest, response: ServerResponse) => void,
    authorize?: () => Promise<string>,
  ) => {
    server = await new FakeServer('api', (request, _body, response) => answer(request, response)).start();
    return new JsonApi({ transport: defaultTransport(), origin: new URL(server.origin), authorize });
  };

  it('gets a new token when the old one has run out, one for many requests', async () => {
    let valid = '';
    let logins = 0;
    const api = await start(
      ({ headers }, response) => send(response, headers['authorization'] === valid ? 200 : 401, '{}'),
      async () => {
        logins += 1;
        valid = `Bearer jwt-${logins}`;
        return valid;
      },
    );
    await api.object('/a');
    valid = 'Bearer something else';
    await Promise.all([api.object('/a'), api.object('/b'), api.send('DELETE', '/c')]);
    assert.equal(logins, 2);
  });

  it('goes on reading anonymously when a token has run out and there is no new one', async () => {
    let logins = 0;
    const api = await start(
      ({ headers }, response) => send(response, headers['authorization'] ? 401 : 200, '{"public":true}'),
      async () => {
        logins += 1;
        if (logins > 1) throw new RegistryError('unauthorized');
        return 'Bearer jwt';
      },
    );
    assert.deepEqual(await api.object('/a'), { public: true });
  });

  it('is asked once with a login that never changes', async () => {
    const api = await start(
      (_request, response) => send(response, 401, '{}'),
      async () => 'Basic bWU6cHc=',
    );
    await assert.rejects(api.object('/a'), (error) => RegistryError.is(error, 'unauthorized'));
    assert.equal(server.requests.length, 1);
  });

  const soon = () => String(Math.floor(Date.now() / 1000) + 600);
  const limits = (): Record<string, [number, Record<string, string>]> => ({
    'Retry-After': [429, { 'retry-after': '600' }],
    'X-Retry-After': [429, { 'x-retry-after': soon() }],
    'X-RateLimit-Reset': [429, { 'x-ratelimit-reset': soon() }],
    "GitHub's 403": [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() }],
    'the last allowed answer': [200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() }],
  });
  for (const name of Object.keys(limits()))
    it(`is left alone as long as ${name} asks`, async () => {
      const [status = 0, headers = {}] = limits()[name] ?? [];
      const api = await start((_request, response) => {
        for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
        send(response, status, '{}');
      });
      if (status === 200) await api.object('/a');
      for (let attempt = 0; attempt < 3; attempt += 1)
        await assert.rejects(api.object('/a'), (error) => {
          assert.ok(RegistryError.is(error, 'rateLimited'), String(error));
          assert.ok((error.retryAfter ?? 0) > 590, String(error.retryAfter));
          return true;
        });
      assert.equal(server.requests.length, 1);
    });
});
